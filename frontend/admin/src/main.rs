//! The staff's app: who of the people around a firm may see what, how they get in, and how that ends.

mod account;
mod contact_form;
mod draft;
mod here;
mod names;
mod pages;
mod people;
mod root;
mod route;
mod shell;
mod sites;
mod strings;
mod tree;

fn main() {
    // Leptos gives the reactive root, for as long as the page is open; the elements are put there by hand.
    leptos::mount::mount_to_body(|| ui::dom::mount(root::root()));
}
