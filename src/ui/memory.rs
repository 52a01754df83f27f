//! What the selected layer and the network hold in memory, what one training step does, and what a machine allows.

use yew::prelude::*;

use super::act::Act;
use super::count::{bytes, exact_count};
use super::diagram_shapes::shape;
use super::dispatch::Dispatch;
use super::machine::Machine;
use super::machine_fields::MachineFields;
use super::row_in_network::RowInNetwork;
use super::selection::Pointing;
use crate::cost::{Roofline, Traffic, TrainingStep};
use crate::i18n::{Label, Language, number};
use crate::lowering::Pass;
use crate::network::{Amount, Held, NetworkMemory, RowMemory};
use crate::scene::RooflineScene;

/// What the panel is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct MemoryProps {
    /// The selected row.
    pub of: RowInNetwork,
    /// The reader's choices.
    pub machine: Machine,
    /// Takes other choices.
    pub on_machine: Callback<Machine>,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The row's memory and training step, then the network's.
#[component]
pub fn MemoryPanel(props: &MemoryProps) -> Html {
    let MemoryProps { of, machine, on_machine, language, dispatch } = props;
    let language = *language;
    let row = RowMemory::of(&of.analysis, of.row, machine.data_type);
    let network = NetworkMemory::of(&of.analysis, machine.data_type);
    html! {
        <div class="memory">
            <MachineFields machine={machine.clone()} {on_machine} {language} />
            { match row {
                Some(row) => row_memory(&row, machine, language),
                None => html! { <p class="hint">{ language.label(Label::TotalOverflow) }</p> },
            } }
            <h4>{ language.label(Label::WholeNetwork) }</h4>
            { match network {
                Some(network) => network_memory(&network, of, language, dispatch),
                None => html! { <p class="hint">{ language.label(Label::MemoryUnknown) }</p> },
            } }
        </div>
    }
}

fn row_memory(row: &RowMemory, machine: &Machine, language: Language) -> Html {
    let note = |held: Held| match (held, row.blow_up) {
        (Held::Columns, Some(blow_up)) => Some(language.blow_up(blow_up)),
        _ => None,
    };
    html! {
        <div data-testid="memory-row">
            <h4>{ language.layer_of_images(row.images) }</h4>
            <table>
                { amounts_head(language) }
                <tbody>{ for row.held.iter().map(|(held, amount)| held_line(*held, amount, note(*held), language)) }</tbody>
            </table>
            if let Some(step) = &row.step {
                { training(step, language) }
            }
            { traffic(&row.traffic, machine, language) }
        </div>
    }
}

fn network_memory(
    network: &NetworkMemory,
    of: &RowInNetwork,
    language: Language,
    dispatch: &Dispatch,
) -> Html {
    let peaks = network.peaks.iter().map(|(peak, row, amount)| {
        let row = &of.document.rows[*row];
        let show = dispatch.always(Act::Point(row.id, Pointing::Alone));
        html! {
            <tr key={peak.key()}>
                <th scope="row">
                    { language.peak(*peak) }{ " " }
                    <button type="button" data-testid={format!("{}-row", peak.key())} onclick={show}>{ AttrValue::from(row.name.clone()) }</button>
                </th>
                { amount_cells(&format!("memory-{}", peak.key()), amount) }
            </tr>
        }
    });
    html! {
        <div data-testid="memory-network">
            <table>
                { amounts_head(language) }
                <tbody>
                    { for network.held.iter().map(|(held, amount)| held_line(*held, amount, None, language)) }
                    { for peaks }
                </tbody>
            </table>
            <p class="hint">{ language.label(Label::PeakNote) }</p>
            { training(&network.training.step(), language) }
        </div>
    }
}

fn amounts_head(language: Language) -> Html {
    html! {
        <thead><tr>
            <th scope="col">{ language.label(Label::ColumnHeld) }</th>
            <th scope="col">{ language.label(Label::ColumnElements) }</th>
            <th scope="col">{ language.label(Label::ColumnBytes) }</th>
        </tr></thead>
    }
}

fn held_line(held: Held, amount: &Amount, note: Option<String>, language: Language) -> Html {
    html! {
        <tr key={held.key()} title={language.explain_held(held)}>
            <th scope="row">
                { language.held(held) }
                if let Some(note) = note {
                    { " " }<span class="muted">{ note }</span>
                }
            </th>
            { amount_cells(&format!("memory-{}", held.key()), amount) }
        </tr>
    }
}

/// An amount in elements, and in bytes under the name that tests find it by.
fn amount_cells(hook: &str, amount: &Amount) -> Html {
    html! {
        <>
            <td>{ exact_count(amount.elements) }</td>
            <td data-testid={hook.to_owned()}>{ bytes(amount.bytes) }</td>
        </>
    }
}

/// The MACs of one training step, pass by pass.
fn training(step: &TrainingStep, language: Language) -> Html {
    let passes = [
        (Pass::Forward, "training-forward", Some(step.forward)),
        (Pass::InputGrad, "training-input_grad", step.input_grad),
        (Pass::WeightGrad, "training-weight_grad", Some(step.weight_grad)),
    ];
    html! {
        <table>
            <thead><tr>
                <th scope="col">{ language.label(Label::TrainingStep) }</th>
                <th scope="col">{ "MACs" }</th>
            </tr></thead>
            <tbody>
                { for passes.into_iter().map(|(pass, hook, macs)| html! {
                    <tr key={hook}>
                        <th scope="row">{ language.pass(pass) }</th>
                        { match macs {
                            Some(macs) => html! { <td data-testid={hook}>{ exact_count(macs) }</td> },
                            None => html! { <td class="hint" data-testid={hook}>{ language.label(Label::NothingLearnsBefore) }</td> },
                        } }
                    </tr>
                }) }
                <tr>
                    <th scope="row">{ language.label(Label::Together) }</th>
                    <td data-testid="training-macs">{ step.macs().map_or_else(|| language.label(Label::TotalOverflow).into(), exact_count) }</td>
                </tr>
                if step.bias_grad_additions > 0 {
                    <tr>
                        <th scope="row">{ language.label(Label::BiasGradAdditions) }</th>
                        <td data-testid="training-bias_grad">{ exact_count(step.bias_grad_additions) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// What the forward pass moves at least, its intensity, and what the machine allows.
fn traffic(traffic: &Traffic, machine: &Machine, language: Language) -> Html {
    let intensity = traffic.intensity().map(number::intensity);
    let machine = Roofline::read(&machine.peak, &machine.bandwidth).ok().flatten();
    let allowed = match &machine {
        Some(machine) => language.roofline(machine, traffic),
        None => Some(language.label(Label::RooflineHint).to_owned()),
    };
    let scene = machine.and_then(|machine| RooflineScene::new(&machine, traffic));
    html! {
        <>
            <dl class="traffic">
                <div title={language.label(Label::BytesMovedHint)}>
                    <dt>{ language.label(Label::BytesMoved) }</dt>
                    <dd data-testid="memory-moved">{ bytes(traffic.bytes) }</dd>
                </div>
                <div title={language.label(Label::IntensityHint)}>
                    <dt>{ language.label(Label::Intensity) }</dt>
                    <dd data-testid="intensity">{ intensity }</dd>
                </div>
            </dl>
            <p data-testid="roofline" role="status">{ allowed }</p>
            if let Some(scene) = scene {
                { roof(&scene, language) }
            }
        </>
    }
}

/// The roofline as a picture; what it says is in the sentence above it.
fn roof(scene: &RooflineScene, language: Language) -> Html {
    let [width, height] = scene.size;
    html! {
        <figure class="diagram roof" aria-hidden="true">
            <svg viewBox={format!("0 0 {width} {height}")} width={width.to_string()}>
                { for scene.shapes.iter().map(|drawn| shape(drawn, language)) }
            </svg>
            <figcaption>{ language.label(Label::RooflineAxes) }</figcaption>
        </figure>
    }
}
