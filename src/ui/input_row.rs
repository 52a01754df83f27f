//! The network's input, as the first row of the table.

use std::rc::Rc;

use yew::prelude::*;

use super::count::shape;
use super::state::Draft;
use crate::i18n::{Label, Language};
use crate::layer::Shape;
use crate::network::{Input, InputError, InputKey, Typing};

/// What the row is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct InputRowProps {
    /// What was typed.
    pub input: Rc<Input>,
    /// What it comes to.
    pub result: Result<Shape, InputError>,
    /// The language of the page.
    pub language: Language,
    /// What is being typed.
    pub draft: Option<Draft>,
}

/// The four extents of the input.
#[component]
pub fn InputRow(props: &InputRowProps) -> Html {
    let InputRowProps { input, result, language, draft } = props;
    let error = result.as_ref().err();
    let field = |key: InputKey| {
        let drafted = draft.as_ref().filter(|draft| draft.place == Typing::Input(key));
        let value = match (drafted, input.get(key)) {
            (Some(draft), _) => AttrValue::from(draft.text.clone()),
            (None, Some(value)) => value.typed().into(),
            (None, None) => AttrValue::Static(""),
        };
        let invalid = error.is_some_and(|error| error.key() == key);
        let symbol = match key {
            InputKey::Batch => "N",
            InputKey::Channels => "C",
            InputKey::Height => "H",
            InputKey::Width => "W",
        };
        html! {
            <label key={key.name()} class={classes!("extent", key.name())} title={language.explain_input(key)}>
                <span aria-hidden="true">{ symbol }</span>
                <input type="text" inputmode="numeric" data-input={key.name()} data-testid={format!("input-{}", key.name())}
                    aria-label={language.input_key(key)} {value} aria-invalid={invalid.then_some("true")}
                    aria-describedby={invalid.then_some("input-trouble")} />
            </label>
        }
    };
    html! {
        <div class="row input-row" role="row" aria-rowindex="2" data-testid="input-row">
            <div class="cell place" role="gridcell" aria-colindex="1"></div>
            <div class="cell name" role="rowheader" aria-colindex="2">{ language.label(Label::Input) }</div>
            <div class="cell extents" role="gridcell" aria-colindex="3">{ for InputKey::ALL.into_iter().map(field) }</div>
            { match result {
                Ok(input) => html! {
                    <div class="cell output" role="gridcell" aria-colindex="14">{ shape(input) }</div>
                },
                Err(error) => html! {
                    <div class="cell trouble" role="gridcell" id="input-trouble" data-testid="input-error">
                        { language.input_error(error) }
                    </div>
                },
            } }
        </div>
    }
}
