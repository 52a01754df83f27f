//! One layer in PyTorch: what `__init__` makes for it, and what `forward` does.

use crate::layer::{
    AdaptivePool, Direction, Function, GemmLayer, Grid, Interpolation, Key, Layer, Norm, Operation, Pool,
    Shape, Value,
};
use crate::network::Row;

/// What is written for a layer.
pub(super) struct Code {
    /// The module or parameter that holds what it has learned, or does what it does.
    pub made: Option<String>,
    /// What is done with `x`, one statement after another, each an expression.
    pub done: Vec<String>,
}

/// A function of `x` alone.
fn call(expression: impl Into<String>) -> Code {
    Code { made: None, done: vec![expression.into()] }
}

/// The code of a layer whose module or parameter is called `own`, and whose sources are in these variables.
pub(super) fn code(row: &Row, layer: &Layer, own: &str, sources: &[String]) -> Code {
    let module = |made: String| Code { made: Some(made), done: vec![format!("{own}(x)")] };
    let joined = |sign: &str| call(sources.join(sign));
    match &layer.operation {
        Operation::Gemm(gemm) => product(gemm, own),
        Operation::Pool(pool) => self::pool(pool, layer.input, own),
        Operation::AdaptivePool(AdaptivePool { average, axes: [height, width] }) => {
            let kind = if *average { "Avg" } else { "Max" };
            module(format!("nn.Adaptive{kind}Pool2d(({}, {}))", height.output, width.output))
        }
        Operation::Upsample(upsample) => {
            let [height, width] = upsample.axes.map(|axis| axis.output);
            let mode = match upsample.interpolation {
                Interpolation::Nearest => "nearest",
                Interpolation::NearestExact => "nearest-exact",
                Interpolation::Bilinear => "bilinear",
                Interpolation::Bicubic => "bicubic",
            };
            call(format!("F.interpolate(x, size=({height}, {width}), mode=\"{mode}\")"))
        }
        Operation::PixelShuffle { factor } => call(format!("F.pixel_shuffle(x, {factor})")),
        Operation::Norm(norm) => self::norm(norm, layer.input, own),
        Operation::LocalResponseNorm { size } => module(format!("nn.LocalResponseNorm({size})")),
        Operation::Activation { function, parameters } => module(activation(*function, *parameters)),
        Operation::Scale => {
            let image = matches!(layer.input, Shape::Image(_));
            let extents = if image { ", 1, 1" } else { "" };
            let made = format!("nn.Parameter(torch.ones({}{extents}))", layer.input.channels());
            Code { made: Some(made), done: vec![format!("x * {own}")] }
        }
        Operation::Add { .. } => joined(" + "),
        Operation::Mul { .. } => joined(" * "),
        Operation::Concat => call(format!("torch.cat([{}], dim=1)", sources.join(", "))),
        Operation::SliceChannels => {
            let start = integer(row, Key::Start);
            call(format!("x[:, {start}:{}]", start + layer.output.channels()))
        }
        Operation::Crop { begin: [top, left] } => {
            let [height, width] = layer.output.size().unwrap_or([1, 1]);
            call(format!("x[:, :, {top}:{}, {left}:{}]", top + height, left + width))
        }
        Operation::Pad { begin: [top, left] } => {
            let ([height, width], [padded_height, padded_width]) =
                (layer.input.size().unwrap_or([1, 1]), layer.output.size().unwrap_or([1, 1]));
            pads([*left, padded_width - width - left, *top, padded_height - height - top], "0")
        }
        Operation::Flatten => call("torch.flatten(x, 1)"),
        Operation::Unflatten => {
            let extents: Vec<String> = layer.output.extents()[1..].iter().map(i64::to_string).collect();
            call(format!("x.unflatten(1, ({}))", extents.join(", ")))
        }
        Operation::Identity => call("x"),
        Operation::Unknown if layer.input == layer.output => call("x"),
        Operation::Unknown => {
            let extents: Vec<String> = layer.output.extents().iter().map(i64::to_string).collect();
            call(format!("x.new_zeros({})", extents.join(", ")))
        }
    }
}

/// `F.pad` takes left, right, top, bottom; below 0 it crops.
fn pads(sides: [i64; 4], value: &str) -> Code {
    let sides = sides.map(|side| side.to_string()).join(", ");
    let value = if value == "0" { String::new() } else { format!(", value={value}") };
    call(format!("F.pad(x, ({sides}){value})"))
}

/// `(3, 5)`, or `3` where both are alike.
fn pair([height, width]: [i64; 2]) -> String {
    if height == width { height.to_string() } else { format!("({height}, {width})") }
}

/// Arguments by keyword, those left out that PyTorch has by default.
fn keywords(given: &[(&str, [i64; 2], i64)]) -> String {
    given
        .iter()
        .filter(|(_, value, default)| *value != [*default; 2])
        .map(|(name, value, _)| format!(", {name}={}", pair(*value)))
        .collect()
}

/// The arguments that say how a kernel moves, and whether both ends are padded alike.
fn window(grids: &[Grid; 2]) -> (bool, [i64; 2]) {
    let alike = grids.iter().all(|grid| grid.begin == grid.end);
    (alike, if alike { grids.map(|grid| grid.begin) } else { [0, 0] })
}

fn product(gemm: &GemmLayer, own: &str) -> Code {
    let GemmLayer { in_channels, out_channels, grids, .. } = gemm;
    let bias = if gemm.bias { "" } else { ", bias=False" };
    let class = match gemm.direction {
        Direction::Linear => {
            let made = Some(format!("nn.Linear({in_channels}, {out_channels}{bias})"));
            // PyTorch's linear layers act on the last axis.
            let done = if gemm.vector { format!("{own}(x)") } else { on_channels(own) };
            return Code { made, done: vec![done] };
        }
        Direction::Convolution => "Conv2d",
        Direction::Transposed => "ConvTranspose2d",
    };
    let (alike, padding) = window(grids);
    let arguments = keywords(&[
        ("stride", grids.map(|grid| grid.stride), 1),
        ("padding", padding, 0),
        ("dilation", grids.map(|grid| grid.dilation), 1),
        ("output_padding", gemm.output_padding, 0),
        ("groups", [gemm.groups; 2], 1),
    ]);
    let kernel = pair(grids.map(|grid| grid.kernel));
    let made = Some(format!("nn.{class}({in_channels}, {out_channels}, {kernel}{arguments}{bias})"));
    let [height, width] = grids;
    let done = match (alike, gemm.direction) {
        (true, _) => vec![format!("{own}(x)")],
        (false, Direction::Transposed) => {
            // What padding takes off at one end more than at the other is cropped afterwards.
            let mut done = vec![format!("{own}(x)")];
            done.extend(pads([-width.begin, -width.end, -height.begin, -height.end], "0").done);
            done
        }
        (false, _) => {
            let mut done = pads([width.begin, width.end, height.begin, height.end], "0").done;
            done.push(format!("{own}(x)"));
            done
        }
    };
    Code { made, done }
}

/// A module that acts on the last axis, on the channels.
fn on_channels(own: &str) -> String {
    format!("{own}(x.movedim(1, -1)).movedim(-1, 1)")
}

fn pool(pool: &Pool, input: Shape, own: &str) -> Code {
    let grids = &pool.grids;
    let (alike, padding) = window(grids);
    let small = grids.iter().all(|grid| grid.begin <= grid.kernel / 2);
    // Rounded down, so many positions fit; more of them mean that the output was rounded up.
    let floor = |grid: &Grid| {
        let room = grid.begin + grid.pixels + grid.end - grid.dilation * (grid.kernel - 1) - 1;
        room.div_euclid(grid.stride) + 1
    };
    let ceil = grids.iter().any(|grid| floor(grid) != grid.positions);
    let dilated = grids.iter().any(|grid| grid.dilation != 1);
    let kernel = pair(grids.map(|grid| grid.kernel));
    let own_stride = grids.iter().all(|grid| grid.stride == grid.kernel);
    let stride =
        if own_stride { String::new() } else { format!(", stride={}", pair(grids.map(|grid| grid.stride))) };
    let dilation = keywords(&[("dilation", grids.map(|grid| grid.dilation), 1)]);
    // Otherwise the input is padded, or cropped, to just what the positions need.
    let native = alike && small && (!dilated || !pool.average);
    let needed = |grid: &Grid| {
        (grid.positions - 1) * grid.stride + grid.dilation * (grid.kernel - 1) + 1 - grid.begin - grid.pixels
    };
    let [height, width] = grids;
    let sides = [width.begin, needed(width), height.begin, needed(height)];
    let mut done = match (native, pool.average) {
        (true, _) => Vec::new(),
        (false, true) => pads(sides, "0").done,
        (false, false) => pads(sides, "float(\"-inf\")").done,
    };
    let padding = if native { keywords(&[("padding", padding, 0)]) } else { String::new() };
    let ceil = if native && ceil { ", ceil_mode=True" } else { "" };
    let made = match (pool.average, dilated) {
        (false, _) => Some(format!("nn.MaxPool2d({kernel}{stride}{padding}{dilation}{ceil})")),
        (true, false) => {
            let outside = native && !pool.count_include_pad && grids.iter().any(|grid| grid.begin > 0);
            let outside = if outside { ", count_include_pad=False" } else { "" };
            Some(format!("nn.AvgPool2d({kernel}{stride}{padding}{ceil}{outside})"))
        }
        (true, true) => None,
    };
    done.push(match made {
        Some(_) => format!("{own}(x)"),
        None => {
            // PyTorch's average pool has no dilation; a convolution with equal weights is the same.
            let [height, width] = grids.map(|grid| grid.kernel);
            let channels = input.channels();
            let weight = format!("x.new_full(({channels}, 1, {height}, {width}), 1 / {})", height * width);
            let stride = pair(grids.map(|grid| grid.stride));
            format!("F.conv2d(x, {weight}, stride={stride}{dilation}, groups={channels})")
        }
    });
    Code { made, done }
}

fn norm(norm: &Norm, input: Shape, own: &str) -> Code {
    let features = norm.features;
    if norm.batch {
        let affine = if norm.affine { "" } else { ", affine=False" };
        return Code {
            made: Some(format!("nn.BatchNorm2d({features}{affine})")),
            done: vec![format!("{own}(x)")],
        };
    }
    let affine = if norm.affine { "" } else { ", elementwise_affine=False" };
    let done = match input {
        Shape::Image(_) => on_channels(own),
        Shape::Vector(_) => format!("{own}(x)"),
    };
    Code { made: Some(format!("nn.LayerNorm({features}{affine})")), done: vec![done] }
}

fn activation(function: Function, parameters: i64) -> String {
    let class = match function {
        Function::Relu => "ReLU()",
        Function::Relu6 => "ReLU6()",
        Function::LeakyRelu => "LeakyReLU()",
        Function::Prelu if parameters > 1 => return format!("nn.PReLU({parameters})"),
        Function::Prelu => "PReLU()",
        Function::Elu => "ELU()",
        Function::Gelu => "GELU()",
        Function::Silu => "SiLU()",
        Function::Hardswish => "Hardswish()",
        Function::Hardsigmoid => "Hardsigmoid()",
        Function::Sigmoid => "Sigmoid()",
        Function::Tanh => "Tanh()",
        Function::Softmax => "Softmax(dim=1)",
    };
    format!("nn.{class}")
}

fn integer(row: &Row, key: Key) -> i64 {
    match row.fields.get(key) {
        Some(Value::Integer(number)) => *number,
        _ => 0,
    }
}
