//! The portal: what a third party's contact opens in a browser.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <main></main> });
}
