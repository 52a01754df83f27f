//! Prints pictures, and nothing else of the page.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlImageElement, Url};

use super::download;

/// The class of the sheet of pictures, which is seen on paper alone.
const SHEET: &str = "print-sheet";

/// Prints some SVG documents under a heading and what is said of them all. Whether the browser could.
pub async fn print(heading: &str, said: &[String], svgs: &[String]) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let mut addresses = Vec::new();
    let printed = lay_out(&document, heading, said, svgs, &mut addresses).await;
    if let Ok(sheet) = &printed {
        // The page stands still until the reader has printed.
        let _ = web_sys::window().map(|window| window.print());
        sheet.remove();
    }
    for address in addresses {
        let _ = Url::revoke_object_url(&address);
    }
    printed.is_ok()
}

async fn lay_out(
    document: &Document,
    heading: &str,
    said: &[String],
    svgs: &[String],
    addresses: &mut Vec<String>,
) -> Result<Element, JsValue> {
    let sheet = document.create_element("section")?;
    sheet.set_class_name(SHEET);
    let headed = [("h1", heading)].into_iter().chain(said.iter().map(|sentence| ("p", &**sentence)));
    for (tag, text) in headed {
        let element = document.create_element(tag)?;
        element.set_text_content(Some(text));
        sheet.append_child(&element)?;
    }
    for svg in svgs {
        let address = Url::create_object_url_with_blob(&download::blob("image/svg+xml", svg)?)?;
        let image: HtmlImageElement = document.create_element("img")?.dyn_into()?;
        image.set_src(&address);
        addresses.push(address);
        JsFuture::from(image.decode()).await?;
        sheet.append_child(&image)?;
    }
    document.body().ok_or(JsValue::NULL)?.append_child(&sheet)?;
    Ok(sheet)
}
