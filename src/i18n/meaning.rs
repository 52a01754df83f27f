//! What a pointed element of a picture is made of, in a sentence.

use super::language::say;
use super::number::exact;
use super::{Language, matrix_symbol};
use crate::scene::{Meaning, Place, Way};

impl Language {
    /// What a pointed element is, and what it is made of.
    pub fn meaning(self, meaning: &Meaning) -> String {
        match *meaning {
            Meaning::Computed { name, place, products, bias } => {
                let (name, place, products) =
                    (matrix_symbol(name), self.element_at(place), self.products(products));
                if bias {
                    say!(
                        self,
                        "{name}, {place}: {products} and a bias",
                        "{name}，{place}：{products}，再加偏置"
                    )
                } else {
                    say!(self, "{name}, {place}: {products}", "{name}，{place}：{products}")
                }
            }
            Meaning::Factor { name, place, products } => {
                let (name, place, products) =
                    (matrix_symbol(name), self.element_at(place), self.products(products));
                say!(self, "{name}, {place}: a factor of {products}", "{name}，{place}：参与{products}")
            }
            Meaning::Column { name, group, row, column, tap, place, way } => {
                let group =
                    group.map_or(String::new(), |group| say!(self, "group {group}, ", "第 {group} 组，"));
                let (row, column) = (exact(row), exact(column));
                let cell =
                    say!(self, "{group}column {column}, row {row}", "{group}第 {column} 列，第 {row} 行");
                let tap = pair(tap);
                let channel = exact(place.channel);
                let image = self.image_number(place.image);
                let source =
                    say!(self, "{image}channel {channel}, kernel {tap}", "{image}通道 {channel}，核 {tap}");
                let pixel = place.pixel.map_or(String::new(), pair);
                let fate = match way {
                    Way::Read { real: true } => say!(self, "reads pixel {pixel}", "读取像素 {pixel}"),
                    Way::Read { real: false } => say!(self, "reads padding, 0", "读到填充，为 0"),
                    Way::Added { products, real } => {
                        let products = self.products(products);
                        if real {
                            say!(self, "{products}, added to pixel {pixel}", "{products}，加到像素 {pixel}")
                        } else {
                            say!(self, "{products}, cropped", "{products}，被裁掉")
                        }
                    }
                };
                let name = matrix_symbol(name);
                say!(self, "{name}, {cell}: {source}, {fate}", "{name}，{cell}：{source}，{fate}")
            }
            Meaning::Weight { name, output, input, tap, products } => {
                let (name, output, input) = (matrix_symbol(name), exact(output), exact(input));
                let tap = tap.map_or(String::new(), |tap| {
                    let tap = pair(tap);
                    say!(self, ", kernel {tap}", "，核 {tap}")
                });
                let products = self.products(products);
                if name == "∂W" {
                    return say!(
                        self,
                        "{name}, output channel {output}, input channel {input}{tap}: {products}",
                        "{name}，输出通道 {output}，输入通道 {input}{tap}：{products}"
                    );
                }
                say!(
                    self,
                    "{name}, output channel {output}, input channel {input}{tap}: a factor of {products}",
                    "{name}，输出通道 {output}，输入通道 {input}{tap}：参与{products}"
                )
            }
            Meaning::Pixel { name, place, cells, added, bias } => {
                let (name, place) = (matrix_symbol(name), self.element_at(place));
                let one = cells == 1;
                let cells = exact(cells);
                let fate = match (added, bias) {
                    (false, _) if one => say!(self, "read into 1 cell", "读入 1 个单元"),
                    (false, _) => say!(self, "read into {cells} cells", "读入 {cells} 个单元"),
                    (true, false) if one => say!(self, "1 cell is added to it", "由 1 个单元相加"),
                    (true, false) => say!(self, "the sum of {cells} cells", "{cells} 个单元之和"),
                    (true, true) if one => say!(self, "1 cell and a bias", "1 个单元，再加偏置"),
                    (true, true) => {
                        say!(self, "the sum of {cells} cells and a bias", "{cells} 个单元之和，再加偏置")
                    }
                };
                say!(self, "{name}, {place}: {fate}", "{name}，{place}：{fate}")
            }
            Meaning::Bias { gradient, channel, elements } => {
                let (channel, elements) = (exact(channel), exact(elements));
                if gradient {
                    say!(
                        self,
                        "∂b, channel {channel}: the sum of {elements} elements of ∂Y",
                        "∂b，通道 {channel}：∂Y 的 {elements} 个元素之和"
                    )
                } else {
                    say!(
                        self,
                        "b, channel {channel}: added to {elements} elements of Y",
                        "b，通道 {channel}：加到 Y 的 {elements} 个元素上"
                    )
                }
            }
        }
    }

    fn element_at(self, Place { image, channel, pixel }: Place) -> String {
        let (image, channel) = (self.image_number(image), exact(channel));
        match pixel.map(pair) {
            Some(pixel) => {
                say!(self, "{image}channel {channel}, pixel {pixel}", "{image}通道 {channel}，像素 {pixel}")
            }
            None => say!(self, "{image}feature {channel}", "{image}特征 {channel}"),
        }
    }

    fn image_number(self, image: Option<u128>) -> String {
        image.map_or(String::new(), |image| say!(self, "image {image}, ", "图像 {image}，"))
    }

    fn products(self, products: u128) -> String {
        let number = exact(products);
        if products == 1 {
            say!(self, "{number} product", "{number} 次乘法")
        } else {
            say!(self, "{number} products", "{number} 次乘法")
        }
    }
}

/// Row and column.
fn pair([y, x]: [i64; 2]) -> String {
    format!("({y}, {x})")
}
