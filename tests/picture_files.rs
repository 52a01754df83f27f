//! Pictures on the page and as files: both printers print the same matrices.

mod gallery;

use futures::executor::block_on;
use im2cost::codec::Level;
use im2cost::cost::{Counting, Part};
use im2cost::export::picture::{Picture, Sheet};
use im2cost::export::svg::{Below, Ground, svg};
use im2cost::i18n::Language;
use im2cost::layer::Direction::{Convolution, Transposed};
use im2cost::layer::GemmLayer;
use im2cost::lowering::Pass;
use im2cost::network::TwinNumbers;
use im2cost::scene::{Room, Scene};
use im2cost::ui::diagram::{Diagram, DiagramProps};
use im2cost::ui::formula::{Formula, FormulaProps};
use roxmltree::{Document, Node};
use yew::{Callback, ServerRenderer};

/// The page's picture of a pass.
fn page(layer: GemmLayer, pass: Pass, language: Language) -> String {
    let props = move || DiagramProps {
        layer,
        pass,
        language,
        pin: None,
        on_pin: Callback::noop(),
        on_cells: Callback::noop(),
        on_highlight: Callback::noop(),
        beside: None,
        elsewhere: None,
        on_spot: Callback::noop(),
        hooks: ["diagram", "pointed"],
    };
    block_on(ServerRenderer::<Diagram>::with_props(props).hydratable(false).render())
}

/// The matrices in an SVG element, with their true extents.
fn matrices(root: Node) -> Vec<String> {
    let drawn = root.descendants().filter(|node| node.has_attribute("data-matrix"));
    let data = |node: Node| {
        let data = node.attributes().filter(|attribute| attribute.name().starts_with("data-"));
        data.map(|attribute| format!("{}={}", attribute.name(), attribute.value()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    drawn.map(data).collect()
}

#[test]
fn a_file_is_xml_and_has_the_matrices_of_the_page() {
    for (name, layer) in gallery::all() {
        for pass in Pass::ALL {
            for language in Language::ALL {
                let page = page(layer, pass, language);
                let page = Document::parse(&page).unwrap_or_else(|error| panic!("{name}: {error}\n{page}"));
                let scene = Scene::new(&layer, pass, Room::of_width(660.0), &|label| language.picture(label));
                for ground in [Ground::Light, Ground::Dark, Ground::Transparent] {
                    let file = svg(
                        &scene,
                        scene.example(),
                        "a <layer> & \"more\"",
                        &Below::default(),
                        language,
                        ground,
                    );
                    let file = Document::parse(&file).unwrap();
                    assert_eq!(matrices(file.root()), matrices(page.root()), "{name}");
                    let title = file
                        .descendants()
                        .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title")));
                    assert_eq!(title.and_then(|title| title.text()), Some("a <layer> & \"more\""));
                }
            }
        }
    }
}

#[test]
fn a_file_stands_alone() {
    let layer = gallery::make(Transposed, [4, 6], 8, 4).stride(2).padding(1).bias().layer();
    let scene =
        Scene::new(&layer, Pass::Forward, Room::of_width(660.0), &|label| Language::Chinese.picture(label));
    for ground in [Ground::Light, Ground::Dark, Ground::Transparent] {
        let file = svg(&scene, scene.example(), "title", &Below::default(), Language::Chinese, ground);
        assert!(!file.contains("class=") && !file.contains("var(") && !file.contains("href"), "{file}");
        assert!(!file.contains("NaN") && !file.contains("inf\""));
    }
}

/// The steps of the twins of some layers, in both languages, as they are printed.
fn for_every_sheet(mut check: impl FnMut(&str, Language, &Sheet)) {
    for (name, layer) in gallery::all().into_iter().step_by(5) {
        for pass in Pass::ALL {
            for language in Language::ALL {
                let given = TwinNumbers::default();
                let formula = Some(Counting::default());
                let picture = Picture {
                    layer: &layer,
                    pass,
                    level: Level::Cells,
                    pin: None,
                    step: 0,
                    given: &given,
                    name,
                    formula,
                    language,
                    ground: Ground::Light,
                };
                check(&format!("{name}, {pass:?}"), language, &picture.sheet());
            }
        }
    }
}

#[test]
fn a_sheet_of_steps_says_once_what_is_on_it_and_what_is_not() {
    let mut cut = 0;
    for_every_sheet(|about, language, sheet| {
        let [twin, which] = &sheet.said[..] else { panic!("{about}: {:?}", sheet.said) };
        assert!(
            sheet.steps.len() <= 48 && which.contains(&sheet.steps.len().to_string()),
            "{about}: {which}"
        );
        let goes_on = which.contains(language.printed_steps(0, 48, 50).split(' ').next_back().unwrap());
        cut += usize::from(goes_on);
        for step in &sheet.steps {
            assert!(!step.contains(twin.as_str()), "{about}");
        }
        let formula = language.formula_part(Part::Cost);
        let with_formula = sheet.steps.iter().filter(|step| step.contains(formula)).count();
        assert_eq!(with_formula, 1, "{about}");
    });
    assert!(cut > 0);
}

#[test]
fn negative_factors_stand_in_parentheses() {
    let mut negative = 0;
    for_every_sheet(|about, _, sheet| {
        for step in &sheet.steps {
            negative += usize::from(step.contains("(−1)·"));
            let bare = step.match_indices("−1·").find(|(at, _)| !step[..*at].ends_with('('));
            assert!(bare.is_none(), "{about}: {step}");
        }
    });
    assert!(negative > 0);
}

#[test]
fn the_page_has_no_styles_within() {
    let layer = gallery::make(Convolution, [8, 12], 8, 3).padding(1).groups(4).bias().layer();
    let html = page(layer, Pass::Forward, Language::English);
    assert!(!html.contains("style="), "{html}");
    for hook in [
        "data-testid=\"diagram\"",
        "data-matrix=\"cols\" data-rows=\"18\" data-columns=\"64\"",
        "data-groups=\"4\"",
    ] {
        assert!(html.contains(hook), "{hook}: {html}");
    }
    insta::assert_snapshot!("page", html.replace("><", ">\n<"));
}

#[test]
fn formulas_are_mathml() {
    let up = gallery::make(Transposed, [4, 6], 8, 4).stride(2).padding(1).groups(2).bias().layer();
    for pass in Pass::ALL {
        let props = move || FormulaProps {
            layer: up,
            pass,
            counting: Counting::default(),
            language: Language::English,
            traced: None,
            on_highlight: Callback::noop(),
        };
        let html = block_on(ServerRenderer::<Formula>::with_props(props).hydratable(false).render());
        assert!(Document::parse(&html).is_ok(), "{html}");
        insta::assert_snapshot!(format!("formula_{pass:?}"), html.replace("><", ">\n<"));
    }
}
