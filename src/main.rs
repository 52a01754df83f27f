//! Mounts the page.

fn main() {
    im2cost::ui::mount();
}
