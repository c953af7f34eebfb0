//! The staff's app: who of the people around a firm may see what, how they get in, and how that ends.

mod account;
mod conflict;
mod contact_form;
mod draft;
mod firm_form;
mod here;
mod kept;
mod names;
mod pages;
mod people;
mod place;
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
