//! The portal: what the people around a job see of a firm's records, and find without thinking.

mod account;
mod blocks;
mod entrance;
mod filters;
mod here;
mod looking;
mod offers;
mod pages;
mod root;
mod route;
mod search_box;
mod shell;

fn main() {
    // Leptos gives the reactive root, for as long as the page is open; the elements are put there by hand.
    leptos::mount::mount_to_body(|| ui::dom::mount(root::root()));
}
