//! What a reader supposes of the machine that runs the network: the type of its numbers, and two numbers of its own.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::storage;
use crate::cost::DataType;

/// Where it is kept.
const MACHINE: &str = "im2cost/machine";

/// The reader's choices, the numbers as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// The type of the numbers.
    pub data_type: DataType,
    /// Operations a second.
    pub peak: Rc<str>,
    /// Bytes a second.
    pub bandwidth: Rc<str>,
}

impl Machine {
    /// A line of each, for storage.
    pub fn write(&self) -> String {
        format!("{}\n{}\n{}", self.data_type.key(), self.peak, self.bandwidth)
    }

    /// What was stored, as far as it can be read.
    ///
    /// ```
    /// use im2cost::cost::DataType;
    /// use im2cost::ui::machine::Machine;
    /// let machine =
    ///     Machine { data_type: DataType::Half, peak: "19.5 TFLOP/s".into(), bandwidth: "".into() };
    /// assert_eq!(Machine::read(&machine.write()), machine);
    /// assert_eq!(Machine::read(""), Machine::default());
    /// ```
    pub fn read(text: &str) -> Machine {
        let mut lines = text.split('\n');
        let data_type = lines.next().and_then(DataType::from_key).unwrap_or_default();
        let mut line = || lines.next().unwrap_or_default().into();
        Machine { data_type, peak: line(), bandwidth: line() }
    }
}

/// The reader's choices, and what takes others. They hold for as long as the caller stands, and are kept for the next
/// visit where that is possible.
#[hook]
pub fn use_machine() -> (Machine, Callback<Machine>) {
    let machine = use_state_eq(|| Machine::read(&storage::read(MACHINE).ok().flatten().unwrap_or_default()));
    let set = use_callback((), {
        let machine = machine.setter();
        move |chosen: Machine, ()| {
            let _ = storage::write(MACHINE, &chosen.write());
            machine.set(chosen);
        }
    });
    ((*machine).clone(), set)
}
