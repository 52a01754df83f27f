//! The example networks: where each document is, and where the network comes from.

macro_rules! examples {
    ($($variant:ident $file:literal $name:literal $source:literal,)*) => {
        /// A network to start from. Its document is a file beside the page, read when it is chosen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Example {
            $($variant,)*
        }

        impl Example {
            /// Every example, the small first.
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
        }
    };
}

examples! {
    LeNet5 "lenet5" "LeNet-5"
        "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, 1998",
    AlexNet "alexnet" "AlexNet"
        "Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014; torchvision alexnet",
    Vgg16 "vgg16" "VGG-16"
        "Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition, 2015; torchvision vgg16",
    ResNet18 "resnet18" "ResNet-18"
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet18",
    ResNet50 "resnet50" "ResNet-50"
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016; torchvision resnet50",
    ResNeXt50 "resnext50_32x4d" "ResNeXt-50 32×4d"
        "Xie, Girshick, Dollár, Tu, He: Aggregated residual transformations for deep neural networks, 2017; torchvision resnext50_32x4d",
    MobileNetV2 "mobilenet_v2" "MobileNetV2"
        "Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: inverted residuals and linear bottlenecks, 2018; torchvision mobilenet_v2",
    UNet "unet" "U-Net"
        "Ronneberger, Fischer, Brox: U-Net: convolutional networks for biomedical image segmentation, 2015",
    DcganGenerator "dcgan_generator" "DCGAN generator"
        "Radford, Metz, Chintala: Unsupervised representation learning with deep convolutional GANs, 2016; PyTorch's DCGAN example",
    Fcn32s "fcn32s" "FCN-32s"
        "Long, Shelhamer, Darrell: Fully convolutional networks for semantic segmentation, 2015",
    Fcn8s "fcn8s" "FCN-8s"
        "Long, Shelhamer, Darrell: Fully convolutional networks for semantic segmentation, 2015",
    Fsrcnn "fsrcnn" "FSRCNN ×3"
        "Dong, Loy, Tang: Accelerating the super-resolution convolutional neural network, 2016",
}
