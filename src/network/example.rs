//! The example networks: where each document is, where the network comes from, what it comes to, and what was published.

use super::published::{Difference, Published, Publisher};

macro_rules! examples {
    ($($variant:ident $file:literal $name:literal $params:literal $macs:literal
        $source:literal $([$by:ident $their_macs:literal $their_params:literal $difference:ident])*,)*) => {
        /// A network to start from. Its document is a file beside the page, read when it is chosen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Example {
            $($variant,)*
        }

        impl Example {
            /// Every example: classification by year, then what makes images.
            pub const ALL: &[Example] = &[$(Example::$variant,)*];

            /// The document's file, without `.im2cost.json`.
            pub fn file(self) -> &'static str {
                match self {
                    $(Example::$variant => $file,)*
                }
            }

            /// The network's name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Example::$variant => $name,)*
                }
            }

            /// The paper that it comes from, and whose layers these are.
            pub fn source(self) -> &'static str {
                match self {
                    $(Example::$variant => $source,)*
                }
            }

            /// What is counted here, so that it is known before the document is read: parameters and MACs.
            pub fn counted(self) -> [u128; 2] {
                match self {
                    $(Example::$variant => [$params, $macs],)*
                }
            }

            /// What was published of it.
            pub fn published(self) -> &'static [Published] {
                match self {
                    $(Example::$variant => &[$(Published {
                        by: Publisher::$by,
                        macs: $their_macs,
                        params: $their_params,
                        difference: Difference::$difference,
                    },)*],)*
                }
            }
        }
    };
}

examples! {
    LeNet5 "lenet5" "LeNet-5" 61_706 416_520
        "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, 1998"
        [Paper "" "60 000" SparseConnections],
    AlexNet "alexnet" "AlexNet" 61_100_840 714_188_480
        "Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014; torchvision alexnet"
        [Torchvision "0.714 G" "61 100 840" None],
    Vgg11 "vgg11" "VGG-11" 132_863_336 7_609_090_048
        "Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition, 2015; torchvision vgg11"
        [Torchvision "7.609 G" "132 863 336" None]
        [Paper "" "133 M" None],
    Vgg16 "vgg16" "VGG-16" 138_357_544 15_470_264_320
        "Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition, 2015; torchvision vgg16"
        [Torchvision "15.470 G" "138 357 544" None]
        [Paper "" "138 M" None],
    Vgg19 "vgg19" "VGG-19" 143_667_240 19_632_062_464
        "Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition, 2015; torchvision vgg19"
        [Torchvision "19.632 G" "143 667 240" None]
        [Paper "" "144 M" None],
    GoogLeNet "googlenet" "GoogLeNet" 6_624_904 1_498_376_192
        "Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: Going deeper with convolutions, 2015; torchvision googlenet"
        [Torchvision "1.498 G" "6 624 904" None]
        [Paper "1.5 G" "" None],
    InceptionV3 "inception_v3" "Inception-v3" 23_834_568 5_713_216_096
        "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception architecture for computer vision, 2016; torchvision inception_v3"
        [Torchvision "5.713 G" "27 161 264" AuxiliaryHead],
    ResNet18 "resnet18" "ResNet-18" 11_689_512 1_814_073_344
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet18"
        [Torchvision "1.814 G" "11 689 512" None]
        [Paper "1.8 G" "" None],
    ResNet34 "resnet34" "ResNet-34" 21_797_672 3_663_761_408
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet34"
        [Torchvision "3.664 G" "21 797 672" None]
        [Paper "3.6 G" "" BareShortcuts],
    ResNet50 "resnet50" "ResNet-50" 25_557_032 4_089_184_256
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet50"
        [Torchvision "4.089 G" "25 557 032" None]
        [Paper "3.8 G" "" EarlyStride],
    ResNet101 "resnet101" "ResNet-101" 44_549_160 7_801_405_440
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet101"
        [Torchvision "7.801 G" "44 549 160" None]
        [Paper "7.6 G" "" EarlyStride],
    ResNet152 "resnet152" "ResNet-152" 60_192_808 11_513_626_624
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet152"
        [Torchvision "11.514 G" "60 192 808" None]
        [Paper "11.3 G" "" EarlyStride],
    ResNeXt50 "resnext50_32x4d" "ResNeXt-50 32×4d" 25_028_904 4_230_479_872
        "Xie, Girshick, Dollár, Tu, He: Aggregated residual transformations for deep neural networks, 2017; torchvision resnext50_32x4d"
        [Torchvision "4.230 G" "25 028 904" None]
        [Paper "4.2 G" "25.0 M" None],
    WideResNet50 "wide_resnet50_2" "Wide-ResNet-50-2" 68_883_240 11_398_021_120
        "Zagoruyko, Komodakis: Wide residual networks, 2016; torchvision wide_resnet50_2"
        [Torchvision "11.398 G" "68 883 240" None]
        [Paper "" "68.9 M" None],
    DenseNet121 "densenet121" "DenseNet-121" 7_978_856 2_834_161_664
        "Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks, 2017; torchvision densenet121"
        [Torchvision "2.834 G" "7 978 856" None],
    SqueezeNet10 "squeezenet1_0" "SqueezeNet 1.0" 1_248_424 818_924_576
        "Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters, 2016; torchvision squeezenet1_0"
        [Torchvision "0.819 G" "1 248 424" None]
        [Paper "" "1 248 424" None],
    SqueezeNet11 "squeezenet1_1" "SqueezeNet 1.1" 1_235_496 349_151_936
        "Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer: SqueezeNet, a later release with earlier pooling, 2016; torchvision squeezenet1_1"
        [Torchvision "0.349 G" "1 235 496" None],
    MobileNetV2 "mobilenet_v2" "MobileNetV2" 3_504_872 300_774_272
        "Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: inverted residuals and linear bottlenecks, 2018; torchvision mobilenet_v2"
        [Torchvision "0.301 G" "3 504 872" None],
    MobileNetV3Large "mobilenet_v3_large" "MobileNetV3-Large" 5_483_032 216_589_760
        "Howard, Sandler, Chu, Chen, Chen, Tan, Wang, Zhu, Pang, Vasudevan, Le, Adam: Searching for MobileNetV3, 2019; torchvision mobilenet_v3_large"
        [Torchvision "0.217 G" "5 483 032" None],
    MobileNetV3Small "mobilenet_v3_small" "MobileNetV3-Small" 2_542_856 56_510_400
        "Howard, Sandler, Chu, Chen, Chen, Tan, Wang, Zhu, Pang, Vasudevan, Le, Adam: Searching for MobileNetV3, 2019; torchvision mobilenet_v3_small"
        [Torchvision "0.057 G" "2 542 856" None],
    ShuffleNetV2 "shufflenet_v2_x1_0" "ShuffleNetV2 ×1.0" 2_278_604 144_907_992
        "Ma, Zhang, Zheng, Sun: ShuffleNet V2: practical guidelines for efficient CNN architecture design, 2018; torchvision shufflenet_v2_x1_0"
        [Torchvision "0.145 G" "2 278 604" None],
    MnasNet "mnasnet1_0" "MNASNet 1.0" 4_383_312 314_415_872
        "Tan, Chen, Pang, Vasudevan, Sandler, Howard, Le: MnasNet: platform-aware neural architecture search for mobile, 2019; torchvision mnasnet1_0"
        [Torchvision "0.314 G" "4 383 312" None],
    EfficientNetB0 "efficientnet_b0" "EfficientNet-B0" 5_288_548 385_814_752
        "Tan, Le: EfficientNet: rethinking model scaling for convolutional neural networks, 2019; torchvision efficientnet_b0"
        [Torchvision "0.386 G" "5 288 548" None]
        [Paper "0.39 G" "5.3 M" None],
    RegNetY "regnet_y_400mf" "RegNetY-400MF" 4_344_144 401_842_848
        "Radosavovic, Kosaraju, Girshick, He, Dollár: Designing network design spaces, 2020; torchvision regnet_y_400mf"
        [Torchvision "0.402 G" "4 344 144" None]
        [Paper "0.4 G" "4.3 M" None],
    ConvNeXtTiny "convnext_tiny" "ConvNeXt-T" 28_589_128 4_455_531_264
        "Liu, Mao, Wu, Feichtenhofer, Darrell, Xie: A ConvNet for the 2020s, 2022; torchvision convnext_tiny"
        [Torchvision "4.456 G" "28 589 128" None]
        [Paper "4.5 G" "29 M" None],
    Fcn32s "fcn32s" "FCN-32s" 136_152_917 181_365_854_976
        "Long, Shelhamer, Darrell: Fully convolutional networks for semantic segmentation, 2015"
        [Paper "" "134 M" FixedUpsampling],
    Fcn8s "fcn8s" "FCN-8s" 134_368_799 129_310_792_704
        "Long, Shelhamer, Darrell: Fully convolutional networks for semantic segmentation, 2015"
        [Paper "" "134 M" None],
    DeepLabV3 "deeplabv3_resnet50" "DeepLabV3 (ResNet-50)" 42_004_074 178_721_945_088
        "Chen, Papandreou, Schroff, Adam: Rethinking atrous convolution for semantic image segmentation, 2017; torchvision deeplabv3_resnet50"
        [Torchvision "178.722 G" "42 004 074" None],
    UNet "unet" "U-Net" 31_030_658 150_428_424_448
        "Ronneberger, Fischer, Brox: U-Net: convolutional networks for biomedical image segmentation, 2015",
    DcganGenerator "dcgan_generator" "DCGAN generator" 3_576_704 104_628_224
        "Radford, Metz, Chintala: Unsupervised representation learning with deep convolutional GANs, 2016; PyTorch's DCGAN example",
    DcganDiscriminator "dcgan_discriminator" "DCGAN discriminator" 2_765_568 103_817_216
        "Radford, Metz, Chintala: Unsupervised representation learning with deep convolutional GANs, 2016; PyTorch's DCGAN example",
    Espcn "espcn" "ESPCN ×3" 22_729 5_212_569_600
        "Shi, Caballero, Huszár, Totz, Aitken, Bishop, Rueckert, Wang: Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural network, 2016",
    Fsrcnn "fsrcnn" "FSRCNN ×3" 12_809 957_235_200
        "Dong, Loy, Tang: Accelerating the super-resolution convolutional neural network, 2016"
        [Paper "" "12 464" WeightsOnly],
}
