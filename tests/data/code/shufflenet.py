import torch
from torch import nn


class ShufflenetV2X10(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1_0 = nn.Conv2d(3, 24, 3, stride=2, padding=1)
        self.relu = nn.ReLU()
        self.max_pool2d = nn.MaxPool2d(3, stride=2, padding=1)
        self.stage2_0_branch1_0 = nn.Conv2d(24, 24, 3, stride=2, padding=1, groups=24)
        self.stage2_0_branch1_2 = nn.Conv2d(24, 58, 1)
        self.relu_1 = nn.ReLU()
        self.stage2_0_branch2_0 = nn.Conv2d(24, 58, 1)
        self.relu_2 = nn.ReLU()
        self.stage2_0_branch2_3 = nn.Conv2d(58, 58, 3, stride=2, padding=1, groups=58)
        self.stage2_0_branch2_5 = nn.Conv2d(58, 58, 1)
        self.relu_3 = nn.ReLU()
        self.stage2_1_branch2_0 = nn.Conv2d(58, 58, 1)
        self.relu_4 = nn.ReLU()
        self.stage2_1_branch2_3 = nn.Conv2d(58, 58, 3, padding=1, groups=58)
        self.stage2_1_branch2_5 = nn.Conv2d(58, 58, 1)
        self.relu_5 = nn.ReLU()
        self.stage2_2_branch2_0 = nn.Conv2d(58, 58, 1)
        self.relu_6 = nn.ReLU()
        self.stage2_2_branch2_3 = nn.Conv2d(58, 58, 3, padding=1, groups=58)
        self.stage2_2_branch2_5 = nn.Conv2d(58, 58, 1)
        self.relu_7 = nn.ReLU()
        self.stage2_3_branch2_0 = nn.Conv2d(58, 58, 1)
        self.relu_8 = nn.ReLU()
        self.stage2_3_branch2_3 = nn.Conv2d(58, 58, 3, padding=1, groups=58)
        self.stage2_3_branch2_5 = nn.Conv2d(58, 58, 1)
        self.relu_9 = nn.ReLU()
        self.stage3_0_branch1_0 = nn.Conv2d(116, 116, 3, stride=2, padding=1, groups=116)
        self.stage3_0_branch1_2 = nn.Conv2d(116, 116, 1)
        self.relu_10 = nn.ReLU()
        self.stage3_0_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_11 = nn.ReLU()
        self.stage3_0_branch2_3 = nn.Conv2d(116, 116, 3, stride=2, padding=1, groups=116)
        self.stage3_0_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_12 = nn.ReLU()
        self.stage3_1_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_13 = nn.ReLU()
        self.stage3_1_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_1_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_14 = nn.ReLU()
        self.stage3_2_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_15 = nn.ReLU()
        self.stage3_2_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_2_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_16 = nn.ReLU()
        self.stage3_3_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_17 = nn.ReLU()
        self.stage3_3_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_3_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_18 = nn.ReLU()
        self.stage3_4_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_19 = nn.ReLU()
        self.stage3_4_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_4_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_20 = nn.ReLU()
        self.stage3_5_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_21 = nn.ReLU()
        self.stage3_5_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_5_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_22 = nn.ReLU()
        self.stage3_6_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_23 = nn.ReLU()
        self.stage3_6_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_6_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_24 = nn.ReLU()
        self.stage3_7_branch2_0 = nn.Conv2d(116, 116, 1)
        self.relu_25 = nn.ReLU()
        self.stage3_7_branch2_3 = nn.Conv2d(116, 116, 3, padding=1, groups=116)
        self.stage3_7_branch2_5 = nn.Conv2d(116, 116, 1)
        self.relu_26 = nn.ReLU()
        self.stage4_0_branch1_0 = nn.Conv2d(232, 232, 3, stride=2, padding=1, groups=232)
        self.stage4_0_branch1_2 = nn.Conv2d(232, 232, 1)
        self.relu_27 = nn.ReLU()
        self.stage4_0_branch2_0 = nn.Conv2d(232, 232, 1)
        self.relu_28 = nn.ReLU()
        self.stage4_0_branch2_3 = nn.Conv2d(232, 232, 3, stride=2, padding=1, groups=232)
        self.stage4_0_branch2_5 = nn.Conv2d(232, 232, 1)
        self.relu_29 = nn.ReLU()
        self.stage4_1_branch2_0 = nn.Conv2d(232, 232, 1)
        self.relu_30 = nn.ReLU()
        self.stage4_1_branch2_3 = nn.Conv2d(232, 232, 3, padding=1, groups=232)
        self.stage4_1_branch2_5 = nn.Conv2d(232, 232, 1)
        self.relu_31 = nn.ReLU()
        self.stage4_2_branch2_0 = nn.Conv2d(232, 232, 1)
        self.relu_32 = nn.ReLU()
        self.stage4_2_branch2_3 = nn.Conv2d(232, 232, 3, padding=1, groups=232)
        self.stage4_2_branch2_5 = nn.Conv2d(232, 232, 1)
        self.relu_33 = nn.ReLU()
        self.stage4_3_branch2_0 = nn.Conv2d(232, 232, 1)
        self.relu_34 = nn.ReLU()
        self.stage4_3_branch2_3 = nn.Conv2d(232, 232, 3, padding=1, groups=232)
        self.stage4_3_branch2_5 = nn.Conv2d(232, 232, 1)
        self.relu_35 = nn.ReLU()
        self.conv5_0 = nn.Conv2d(464, 1024, 1)
        self.relu_36 = nn.ReLU()
        self.mean = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x):
        x = self.conv1_0(x)
        x = self.relu(x)
        max_pool2d = self.max_pool2d(x)
        x = self.stage2_0_branch1_0(max_pool2d)
        x = self.stage2_0_branch1_2(x)
        relu_1 = self.relu_1(x)
        x = self.stage2_0_branch2_0(max_pool2d)
        x = self.relu_2(x)
        x = self.stage2_0_branch2_3(x)
        x = self.stage2_0_branch2_5(x)
        x = self.relu_3(x)
        x = torch.cat([relu_1, x], dim=1)
        view_1 = x
        Split_853 = view_1[:, 0:58]
        x = view_1[:, 58:116]
        x = self.stage2_1_branch2_0(x)
        x = self.relu_4(x)
        x = self.stage2_1_branch2_3(x)
        x = self.stage2_1_branch2_5(x)
        x = self.relu_5(x)
        x = torch.cat([Split_853, x], dim=1)
        view_3 = x
        Split_866 = view_3[:, 0:58]
        x = view_3[:, 58:116]
        x = self.stage2_2_branch2_0(x)
        x = self.relu_6(x)
        x = self.stage2_2_branch2_3(x)
        x = self.stage2_2_branch2_5(x)
        x = self.relu_7(x)
        x = torch.cat([Split_866, x], dim=1)
        view_5 = x
        Split_879 = view_5[:, 0:58]
        x = view_5[:, 58:116]
        x = self.stage2_3_branch2_0(x)
        x = self.relu_8(x)
        x = self.stage2_3_branch2_3(x)
        x = self.stage2_3_branch2_5(x)
        x = self.relu_9(x)
        x = torch.cat([Split_879, x], dim=1)
        view_7 = x
        x = self.stage3_0_branch1_0(view_7)
        x = self.stage3_0_branch1_2(x)
        relu_10 = self.relu_10(x)
        x = self.stage3_0_branch2_0(view_7)
        x = self.relu_11(x)
        x = self.stage3_0_branch2_3(x)
        x = self.stage3_0_branch2_5(x)
        x = self.relu_12(x)
        x = torch.cat([relu_10, x], dim=1)
        view_9 = x
        Split_907 = view_9[:, 0:116]
        x = view_9[:, 116:232]
        x = self.stage3_1_branch2_0(x)
        x = self.relu_13(x)
        x = self.stage3_1_branch2_3(x)
        x = self.stage3_1_branch2_5(x)
        x = self.relu_14(x)
        x = torch.cat([Split_907, x], dim=1)
        view_11 = x
        Split_920 = view_11[:, 0:116]
        x = view_11[:, 116:232]
        x = self.stage3_2_branch2_0(x)
        x = self.relu_15(x)
        x = self.stage3_2_branch2_3(x)
        x = self.stage3_2_branch2_5(x)
        x = self.relu_16(x)
        x = torch.cat([Split_920, x], dim=1)
        view_13 = x
        Split_933 = view_13[:, 0:116]
        x = view_13[:, 116:232]
        x = self.stage3_3_branch2_0(x)
        x = self.relu_17(x)
        x = self.stage3_3_branch2_3(x)
        x = self.stage3_3_branch2_5(x)
        x = self.relu_18(x)
        x = torch.cat([Split_933, x], dim=1)
        view_15 = x
        Split_946 = view_15[:, 0:116]
        x = view_15[:, 116:232]
        x = self.stage3_4_branch2_0(x)
        x = self.relu_19(x)
        x = self.stage3_4_branch2_3(x)
        x = self.stage3_4_branch2_5(x)
        x = self.relu_20(x)
        x = torch.cat([Split_946, x], dim=1)
        view_17 = x
        Split_959 = view_17[:, 0:116]
        x = view_17[:, 116:232]
        x = self.stage3_5_branch2_0(x)
        x = self.relu_21(x)
        x = self.stage3_5_branch2_3(x)
        x = self.stage3_5_branch2_5(x)
        x = self.relu_22(x)
        x = torch.cat([Split_959, x], dim=1)
        view_19 = x
        Split_972 = view_19[:, 0:116]
        x = view_19[:, 116:232]
        x = self.stage3_6_branch2_0(x)
        x = self.relu_23(x)
        x = self.stage3_6_branch2_3(x)
        x = self.stage3_6_branch2_5(x)
        x = self.relu_24(x)
        x = torch.cat([Split_972, x], dim=1)
        view_21 = x
        Split_985 = view_21[:, 0:116]
        x = view_21[:, 116:232]
        x = self.stage3_7_branch2_0(x)
        x = self.relu_25(x)
        x = self.stage3_7_branch2_3(x)
        x = self.stage3_7_branch2_5(x)
        x = self.relu_26(x)
        x = torch.cat([Split_985, x], dim=1)
        view_23 = x
        x = self.stage4_0_branch1_0(view_23)
        x = self.stage4_0_branch1_2(x)
        relu_27 = self.relu_27(x)
        x = self.stage4_0_branch2_0(view_23)
        x = self.relu_28(x)
        x = self.stage4_0_branch2_3(x)
        x = self.stage4_0_branch2_5(x)
        x = self.relu_29(x)
        x = torch.cat([relu_27, x], dim=1)
        view_25 = x
        Split_1013 = view_25[:, 0:232]
        x = view_25[:, 232:464]
        x = self.stage4_1_branch2_0(x)
        x = self.relu_30(x)
        x = self.stage4_1_branch2_3(x)
        x = self.stage4_1_branch2_5(x)
        x = self.relu_31(x)
        x = torch.cat([Split_1013, x], dim=1)
        view_27 = x
        Split_1026 = view_27[:, 0:232]
        x = view_27[:, 232:464]
        x = self.stage4_2_branch2_0(x)
        x = self.relu_32(x)
        x = self.stage4_2_branch2_3(x)
        x = self.stage4_2_branch2_5(x)
        x = self.relu_33(x)
        x = torch.cat([Split_1026, x], dim=1)
        view_29 = x
        Split_1039 = view_29[:, 0:232]
        x = view_29[:, 232:464]
        x = self.stage4_3_branch2_0(x)
        x = self.relu_34(x)
        x = self.stage4_3_branch2_3(x)
        x = self.stage4_3_branch2_5(x)
        x = self.relu_35(x)
        x = torch.cat([Split_1039, x], dim=1)
        x = self.conv5_0(x)
        x = self.relu_36(x)
        x = self.mean(x)
        x = torch.flatten(x, 1)
        x = self.fc(x)
        return x


if __name__ == "__main__":
    model = ShufflenetV2X10().eval()
    print(tuple(model(torch.zeros(1, 3, 224, 224)).shape))
    print(sum(p.numel() for p in model.parameters()), "parameters")
