//! Lets what is dear to draw and not looked at follow a moment later, so that what is typed is seen at once.

use yew::prelude::*;

use crate::browser::timer::Timer;

/// What to draw of a value: what it is now, or what was drawn last, as long as `wait`, asked about the latter, gives
/// milliseconds to wait for. Every change begins the wait again; whoever may not wait any more gets the value at once.
#[hook]
pub fn use_deferred<T, F>(now: &T, wait: F) -> T
where
    T: Clone + PartialEq + 'static,
    F: FnOnce(&T) -> Option<i32>,
{
    let drawn = use_mut_ref(|| now.clone());
    let update = use_force_update();
    let is_behind = *drawn.borrow() != *now;
    let delay = if is_behind { wait(&drawn.borrow()) } else { None };
    if is_behind && delay.is_none() {
        *drawn.borrow_mut() = now.clone();
    }
    let to_draw = drawn.borrow().clone();
    use_effect_with((now.clone(), delay), move |(now, delay)| {
        let now = now.clone();
        let timer = delay.and_then(|delay| {
            Timer::new(delay, move || {
                *drawn.borrow_mut() = now;
                update.force_update();
            })
        });
        move || drop(timer)
    });
    to_draw
}
