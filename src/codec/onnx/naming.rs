//! Names for rows: a module's path where the file has it, as PyTorch writes it.

use super::message::NodeProto;
use crate::layer::Kind;

/// A name for the row that an operator with these weights becomes. Not yet unlike all others.
///
/// Exporters name weights after modules (`layer1.0.conv1.weight`) and operators after their scope
/// (`/layer1/layer1.0/conv1/Conv`).
pub(super) fn name(node: &NodeProto, kind: Kind, weight: Option<&str>) -> String {
    let module = weight.and_then(module_of).map(str::to_owned);
    module.or_else(|| scope(node, kind)).unwrap_or_else(|| match kind {
        Kind::Unknown => node.op_type.to_lowercase(),
        kind => stem(kind).to_owned(),
    })
}

/// The module that a weight belongs to.
pub(super) fn module_of(weight: &str) -> Option<&str> {
    let weight = without(without(weight, "_quantized"), "_Transposed");
    let module = [".weight", ".bias", "_w"].iter().find_map(|suffix| weight.strip_suffix(suffix))?;
    let module = module.rsplit('/').next().unwrap_or(module);
    (!module.is_empty()).then_some(module)
}

/// A name without what programs that quantize put after it.
fn without<'n>(name: &'n str, suffix: &str) -> &'n str {
    name.strip_suffix(suffix).unwrap_or(name)
}

fn scope(node: &NodeProto, kind: Kind) -> Option<String> {
    let name = without(node.name.strip_prefix("node_").unwrap_or(&node.name), "_quant");
    if !name.starts_with('/') {
        return (!name.is_empty()).then(|| name.to_owned());
    }
    let mut parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.pop()?;
    let (op, number) = last.rsplit_once('_').unwrap_or((last, ""));
    let operator = number.bytes().all(|digit| digit.is_ascii_digit()) && is_called(&node.op_type, op);
    if !operator {
        parts.push(last);
    }
    let (mut path, mut before) = (String::new(), "");
    for part in parts {
        // `layer1/layer1.0/conv1`: a part that repeats the one before continues it.
        let continued =
            part.strip_prefix(before).and_then(|rest| rest.strip_prefix('.')).filter(|_| !before.is_empty());
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(continued.unwrap_or(part));
        before = part;
    }
    if path.is_empty() || (operator && !is_module(kind)) {
        let separator = if path.is_empty() { "" } else { "." };
        let op = if kind == Kind::Unknown { node.op_type.to_lowercase() } else { stem(kind).to_owned() };
        path = format!("{path}{separator}{op}");
    }
    Some(path)
}

/// Whether this is an operator's name, or that of what it was before it was quantized.
fn is_called(op_type: &str, name: &str) -> bool {
    let of_integers = op_type.strip_suffix("Integer").or(op_type.strip_prefix("QLinear"));
    [Some(op_type), of_integers, op_type.strip_prefix('Q')].contains(&Some(name))
}

/// Whether layers of a kind are mostly modules with a name of their own, and not functions called in one.
fn is_module(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Add
            | Kind::Mul
            | Kind::Concat
            | Kind::Scale
            | Kind::SliceChannels
            | Kind::Crop
            | Kind::Pad
            | Kind::Flatten
            | Kind::Unflatten
            | Kind::Identity
            | Kind::Unknown
    )
}

/// A short name for a kind.
fn stem(kind: Kind) -> &'static str {
    match kind {
        Kind::Conv2d => "conv",
        Kind::ConvTranspose2d => "deconv",
        Kind::Linear => "fc",
        Kind::MaxPool2d | Kind::AvgPool2d | Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => "pool",
        Kind::BatchNorm2d | Kind::LayerNorm | Kind::LocalResponseNorm => "norm",
        Kind::Activation => "act",
        Kind::SliceChannels => "slice",
        kind => kind.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_modules_paths() {
        let check = |name: &str, op: &str, kind: Kind, weight: Option<&str>, expected: &str| {
            let node = NodeProto { name: name.into(), op_type: op.into(), ..NodeProto::default() };
            assert_eq!(super::name(&node, kind, weight), expected, "{name}");
        };
        check("/conv1/Conv", "Conv", Kind::Conv2d, Some("onnx::Conv_193"), "conv1");
        check("/layer1/layer1.0/conv1/Conv", "Conv", Kind::Conv2d, None, "layer1.0.conv1");
        check("/layer1/layer1.0/Add", "Add", Kind::Add, None, "layer1.0.add");
        check(
            "/features/features.1/block/block.0/block.0.0/Conv_1",
            "Conv",
            Kind::Conv2d,
            None,
            "features.1.block.0.0",
        );
        check("node_conv2d_5", "Conv", Kind::Conv2d, Some("stem.0.weight"), "stem.0");
        check("node_relu_1", "Relu", Kind::Activation, None, "relu_1");
        check("/c1/Conv_quant", "QLinearConv", Kind::Conv2d, Some("onnx::Conv_5_quantized"), "c1");
        check("/Add_quant", "QLinearAdd", Kind::Add, None, "add");
        let weight = Some("head.weight_Transposed_quantized");
        check("/head/Gemm_MatMul_quant", "MatMulInteger", Kind::Linear, weight, "head");
        check("", "MaxPool", Kind::MaxPool2d, None, "pool");
        check("", "Einsum", Kind::Unknown, None, "einsum");
    }
}
