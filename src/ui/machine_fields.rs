//! The fields for what a reader supposes of a machine.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::machine::Machine;
use super::menu_entry::menu_entry;
use crate::browser::field;
use crate::cost::{DataType, RateError, Roofline};
use crate::i18n::{Label, Language};

/// What the fields are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct MachineFieldsProps {
    /// The reader's choices.
    pub machine: Machine,
    /// Takes other choices.
    pub on_machine: Callback<Machine>,
    /// The language of the page.
    pub language: Language,
}

/// A menu of types, and a field for each number; what is wrong with it below.
#[component]
pub fn MachineFields(props: &MachineFieldsProps) -> Html {
    let MachineFieldsProps { machine, on_machine, language } = props;
    let language = *language;
    let onchange = {
        let (machine, on_machine) = (machine.clone(), on_machine.clone());
        Callback::from(move |event: Event| {
            let key = event.target().and_then(|target| field::text(&target));
            if let Some(data_type) = key.and_then(|key| DataType::from_key(&key)) {
                on_machine.emit(Machine { data_type, ..machine.clone() });
            }
        })
    };
    let number = |label: Label,
                  hook: &'static str,
                  placeholder: &'static str,
                  text: &str,
                  change: fn(&mut Machine, &str)| {
        let (machine, on_machine) = (machine.clone(), on_machine.clone());
        let oninput = Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let mut machine = machine.clone();
            change(&mut machine, &field.value());
            on_machine.emit(machine);
        });
        html! {
            <label>
                <span>{ language.label(label) }</span>
                <input type="text" data-testid={hook} spellcheck="false" autocomplete="off" {placeholder}
                    value={text.to_owned()} {oninput} />
            </label>
        }
    };
    let error = Roofline::read(&machine.peak, &machine.bandwidth).err().map(|error| match error {
        RateError::Peak => language.rate_error(error, &machine.peak),
        RateError::Bandwidth => language.rate_error(error, &machine.bandwidth),
    });
    html! {
        <>
            <div class="machine">
                <label>
                    <span>{ language.label(Label::DataType) }</span>
                    <select data-testid="data-type" {onchange}>{ for DataType::ALL.into_iter().map(|data_type| menu_entry(
                        data_type.key(), data_type.key().into(), data_type.name().into(), data_type == machine.data_type,
                    )) }</select>
                </label>
                { number(Label::PeakRate, "peak-rate", "19.5T", &machine.peak, |machine, text| machine.peak = text.into()) }
                { number(Label::Bandwidth, "bandwidth", "900G", &machine.bandwidth, |machine, text| machine.bandwidth = text.into()) }
            </div>
            if let Some(error) = error {
                <p class="error" data-testid="machine-error" role="status">{ error }</p>
            }
            <p class="hint">{ language.label(Label::BytesNote) }</p>
        </>
    }
}
