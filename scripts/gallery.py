"""Exports the networks of the gallery to ONNX, with no weights, for `cargo run --example gallery`.

    pip install torch torchvision onnx
    python scripts/gallery.py FOLDER

Networks of torchvision are as torchvision builds them, with batch normalization kept apart from the convolutions. An
auxiliary head is an output too where torchvision runs it outside training.
"""

import sys
from pathlib import Path

import torch
import torchvision
from torch import nn

# File, and the side of the input; the classifiers of torchvision by their names there.
CLASSIFIERS = {
    "alexnet": 224,
    "convnext_tiny": 224,
    "densenet121": 224,
    "efficientnet_b0": 224,
    "googlenet": 224,
    "inception_v3": 299,
    "mnasnet1_0": 224,
    "mobilenet_v2": 224,
    "mobilenet_v3_large": 224,
    "mobilenet_v3_small": 224,
    "regnet_y_400mf": 224,
    "resnet18": 224,
    "resnet34": 224,
    "resnet50": 224,
    "resnet101": 224,
    "resnet152": 224,
    "resnext50_32x4d": 224,
    "shufflenet_v2_x1_0": 224,
    "squeezenet1_0": 224,
    "squeezenet1_1": 224,
    "vgg11": 224,
    "vgg16": 224,
    "vgg19": 224,
    "wide_resnet50_2": 224,
}

SEGMENTATION = ["deeplabv3_resnet50", "fcn_resnet50"]


class Heads(nn.Module):
    """A segmentation network whose heads are two outputs in place of a dictionary."""

    def __init__(self, network):
        super().__init__()
        for name, child in network.named_children():
            setattr(self, name, child)
        self.forward = lambda x: tuple(type(network).forward(self, x).values())


def discriminator():
    """The discriminator of PyTorch's DCGAN example."""
    layers = [nn.Conv2d(3, 64, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
    for channels in (64, 128, 256):
        layers += [
            nn.Conv2d(channels, 2 * channels, 4, 2, 1, bias=False),
            nn.BatchNorm2d(2 * channels),
            nn.LeakyReLU(0.2),
        ]
    layers += [nn.Conv2d(512, 1, 4, 1, 0, bias=False), nn.Sigmoid()]
    return nn.ModuleDict({"main": nn.Sequential(*layers)})


def espcn():
    """ESPCN for one channel, three times larger."""
    return nn.ModuleDict(
        {
            "conv1": nn.Conv2d(1, 64, 5, padding=2),
            "tanh1": nn.Tanh(),
            "conv2": nn.Conv2d(64, 32, 3, padding=1),
            "tanh2": nn.Tanh(),
            "conv3": nn.Conv2d(32, 9, 3, padding=1),
            "shuffle": nn.PixelShuffle(3),
        }
    )


class InARow(nn.Module):
    """Modules that stand one after another, under names of their own."""

    def __init__(self, modules):
        super().__init__()
        for name, module in modules.items():
            setattr(self, name, module)

    def forward(self, x):
        for module in self.children():
            x = module(x)
        return x


def export(network, shape, path):
    torch.onnx.export(
        network.eval(),
        (torch.zeros(shape),),
        path,
        dynamo=False,
        # Without its weights a file of ConvNeXt does not tell them from inputs.
        export_params=path.stem.startswith("convnext"),
        do_constant_folding=False,
        training=torch.onnx.TrainingMode.PRESERVE,
        opset_version=17,
        input_names=["input"],
    )
    print(path.stem, path.stat().st_size, flush=True)


def main():
    folder = Path(sys.argv[1])
    chosen = sys.argv[2:]
    networks = {}
    for name, side in CLASSIFIERS.items():
        networks[name] = (lambda name=name: torchvision.models.get_model(name), [1, 3, side, side])
    for name in SEGMENTATION:
        build = lambda name=name: Heads(
            torchvision.models.get_model(name, weights_backbone=None, num_classes=21, aux_loss=True)
        )
        networks[name] = (build, [1, 3, 520, 520])
    networks["dcgan_discriminator"] = (lambda: InARow(discriminator()), [1, 3, 64, 64])
    networks["espcn"] = (lambda: InARow(espcn()), [1, 1, 360, 640])
    for name, (build, shape) in networks.items():
        if not chosen or name in chosen:
            export(build(), shape, folder / f"{name}.onnx")


main()
