//! The tools whose output is predicted: names, versions, units.

use crate::cost::{Counting, Unit};
use crate::lowering::Pass;

/// A program that counts what a network costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tool {
    /// Lyken17/pytorch-OpCounter, `thop.profile`.
    Thop,
    /// Ultralytics' fork of it, imported under the same name.
    UltralyticsThop,
    /// sovrasov/flops-counter.pytorch with the backend `pytorch`.
    PtflopsPytorch,
    /// The same with its default backend, `aten`.
    PtflopsAten,
    /// facebookresearch/fvcore, `FlopCountAnalysis`.
    Fvcore,
    /// TylerYep/torchinfo, "Total mult-adds".
    Torchinfo,
    /// MrYxJ/calculate-flops.pytorch, its MACs.
    Calflops,
    /// zhijian-liu/torchprofile, `profile_macs`.
    Torchprofile,
    /// frgfm/torch-scan, its MACs.
    Torchscan,
    /// ThanatosShinji/onnx-tool, on what PyTorch's TorchScript exporter writes (opset 17).
    OnnxTool,
    /// DeepSpeed's flops profiler, its MACs.
    Deepspeed,
    /// `torch.utils.flop_counter.FlopCounterMode` around the forward pass.
    FlopCounterMode,
    /// The same around the backward pass, with the gradient of the network's input.
    FlopCounterModeBackward,
    /// `torch.profiler.profile(with_flops=True)` around the forward pass.
    TorchProfiler,
    /// dgschwend/netscope, its MACC column.
    Netscope,
}

/// What a tool's number counts, by the tool's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountUnit {
    /// Multiply-accumulate operations, though some tools call them FLOPs.
    Macs,
    /// Floating-point operations, two to a MAC.
    Flops,
}

impl CountUnit {
    /// The unit's name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            CountUnit::Macs => "MACs",
            CountUnit::Flops => "FLOPs",
        }
    }
}

impl Tool {
    /// Every tool, in the order in which they are shown.
    pub const ALL: [Tool; 15] = [
        Tool::Thop,
        Tool::UltralyticsThop,
        Tool::PtflopsPytorch,
        Tool::PtflopsAten,
        Tool::Fvcore,
        Tool::Torchinfo,
        Tool::Calflops,
        Tool::Torchprofile,
        Tool::Torchscan,
        Tool::OnnxTool,
        Tool::Deepspeed,
        Tool::FlopCounterMode,
        Tool::FlopCounterModeBackward,
        Tool::TorchProfiler,
        Tool::Netscope,
    ];

    /// The stable name in reports and test hooks.
    pub fn key(self) -> &'static str {
        match self {
            Tool::Thop => "thop",
            Tool::UltralyticsThop => "ultralytics_thop",
            Tool::PtflopsPytorch => "ptflops_pytorch",
            Tool::PtflopsAten => "ptflops_aten",
            Tool::Fvcore => "fvcore",
            Tool::Torchinfo => "torchinfo",
            Tool::Calflops => "calflops",
            Tool::Torchprofile => "torchprofile",
            Tool::Torchscan => "torchscan",
            Tool::OnnxTool => "onnx_tool",
            Tool::Deepspeed => "deepspeed",
            Tool::FlopCounterMode => "FlopCounterMode",
            Tool::FlopCounterModeBackward => "FlopCounterMode_backward",
            Tool::TorchProfiler => "torch_profiler",
            Tool::Netscope => "netscope",
        }
    }

    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Tool::UltralyticsThop => "ultralytics-thop",
            Tool::PtflopsPytorch => "ptflops (pytorch)",
            Tool::PtflopsAten => "ptflops (aten)",
            Tool::OnnxTool => "onnx-tool",
            Tool::Deepspeed => "DeepSpeed",
            Tool::FlopCounterMode => "FlopCounterMode",
            Tool::FlopCounterModeBackward => "FlopCounterMode (backward)",
            Tool::TorchProfiler => "torch.profiler",
            other => other.key(),
        }
    }

    /// The version whose rules these are; netscope has none but its last commit.
    pub fn version(self) -> &'static str {
        match self {
            Tool::Thop => "0.1.1",
            Tool::UltralyticsThop => "2.2",
            Tool::PtflopsPytorch | Tool::PtflopsAten => "0.7.5",
            Tool::Fvcore => "0.1.5",
            Tool::Torchinfo => "1.8",
            Tool::Calflops => "0.3.2",
            Tool::Torchprofile => "0.1",
            Tool::Torchscan => "0.2",
            Tool::OnnxTool => "1.0.1",
            Tool::Deepspeed => "0.19",
            Tool::FlopCounterMode | Tool::FlopCounterModeBackward | Tool::TorchProfiler => "2.15",
            Tool::Netscope => "8ae36d8",
        }
    }

    /// What its number counts.
    pub fn unit(self) -> CountUnit {
        match self {
            Tool::FlopCounterMode | Tool::FlopCounterModeBackward | Tool::TorchProfiler => CountUnit::Flops,
            _ => CountUnit::Macs,
        }
    }

    /// The passes that its number is of.
    pub fn passes(self) -> &'static [Pass] {
        match self {
            Tool::FlopCounterModeBackward => &[Pass::InputGrad, Pass::WeightGrad],
            _ => &[Pass::Forward],
        }
    }

    /// A convention in the tool's unit: all but the unit stays.
    pub fn in_its_unit(self, counting: Counting) -> Counting {
        let unit = match (self.unit(), counting.unit) {
            (CountUnit::Macs, _) => Unit::Macs,
            (CountUnit::Flops, Unit::Flops) => Unit::Flops,
            (CountUnit::Flops, Unit::Macs | Unit::TwoMacs) => Unit::TwoMacs,
        };
        Counting { unit, ..counting }
    }

    /// Whether it counts one image, whatever the batch.
    pub fn is_per_image(self) -> bool {
        matches!(self, Tool::PtflopsPytorch | Tool::PtflopsAten)
    }

    /// Whether it hears of a layer only through hooks on PyTorch's modules.
    pub(super) fn hooks_modules(self) -> bool {
        matches!(
            self,
            Tool::Thop | Tool::UltralyticsThop | Tool::PtflopsPytorch | Tool::Torchinfo | Tool::Torchscan
        )
    }

    /// Whether it traces what leads to the network's result, and leaves out the rest.
    pub(super) fn traces(self) -> bool {
        matches!(self, Tool::Fvcore | Tool::Torchprofile | Tool::OnnxTool)
    }

    /// Whether it runs, or is given, a PyTorch module.
    pub(super) fn runs_pytorch(self) -> bool {
        !matches!(self, Tool::OnnxTool | Tool::Netscope)
    }
}
