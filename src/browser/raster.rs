//! Draws a picture on a canvas, to have it as pixels.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::download;

/// An SVG document as PNG, so many pixels for each of its units; `None` where the browser cannot do that.
pub async fn png(svg: &str, scale: f64) -> Option<Blob> {
    let address = Url::create_object_url_with_blob(&download::blob("image/svg+xml", svg).ok()?).ok()?;
    let drawn = draw(&address, scale).await;
    let _ = Url::revoke_object_url(&address);
    drawn.ok()?.dyn_into().ok()
}

async fn draw(address: &str, scale: f64) -> Result<JsValue, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let [width, height] = [image.width(), image.height()].map(|side| f64::from(side) * scale);
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    }))
    .await
}
