import torch
from torch import nn
import torch.nn.functional as F


class CornerCases2(nn.Module):
    def __init__(self):
        super().__init__()
        self.class_2 = nn.Conv2d(8, 12, (3, 5), groups=4)
        self.layer_1st = nn.Conv2d(8, 12, (3, 5), stride=(2, 1), padding=(1, 2), groups=4)
        self.layer_1st.weight = self.class_2.weight; self.layer_1st.bias = self.class_2.bias
        self.up = nn.ConvTranspose2d(12, 6, (4, 3), stride=2, dilation=(1, 2), output_padding=(1, 0), groups=2, bias=False)
        self.per_pixel = nn.Linear(6, 16)
        self.norm = nn.LayerNorm(16)
        self.forward_2 = nn.PReLU(16)
        self.lopsided = nn.MaxPool2d(3, stride=2)
        self.scale = nn.Parameter(torch.ones(4, 1, 1))
        self.gate = nn.AdaptiveAvgPool2d((1, 20))
        self.sigmoid = nn.Sigmoid()
        self.lrn = nn.LocalResponseNorm(3)
        self.bn = nn.BatchNorm2d(2, affine=False)
        self.fc = nn.Linear(72, 5, bias=False)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        input = x
        x = F.pad(input, (0, 3, 1, 2))
        class_2 = self.class_2(x)
        layer_1st = self.layer_1st(input)
        x = F.pad(input, (0, 3, 1, 2))
        same_again = self.class_2(x)
        x = self.up(layer_1st)
        x = F.pad(x, (0, -2, -1, 0))
        x = self.per_pixel(x.movedim(1, -1)).movedim(-1, 1)
        x = self.norm(x.movedim(1, -1)).movedim(-1, 1)
        x = self.forward_2(x)
        x = F.pad(x, (1, 1, 1, 0))
        x = F.conv2d(x, x.new_full((16, 1, 2, 3), 1 / 6), stride=2, dilation=(2, 1), groups=16)
        x = F.pad(x, (0, 2, 2, 1), value=float("-inf"))
        x = self.lopsided(x)
        x = F.pixel_shuffle(x, 2)
        scale = x * self.scale
        left = scale[:, 1:3]
        twice = left + left
        x = self.gate(twice)
        x = self.sigmoid(x)
        x = twice * x
        x = torch.cat([x, left, scale], dim=1)
        x = x[:, :, 1:14, 2:19]
        x = F.pad(x, (1, 3, 0, 2))
        x = F.interpolate(x, size=(9, 9), mode="bicubic")
        # The next layer was not recognized: it passes on a tensor of its shape.
        x = x.new_zeros(2, 8, 3, 3)
        x = torch.flatten(x, 1)
        x = x.unflatten(1, (2, 6, 6))
        x = self.lrn(x)
        x = self.bn(x)
        x = torch.flatten(x, 1)
        x = self.fc(x)
        x = self.softmax(x)
        return class_2, same_again, x


if __name__ == "__main__":
    model = CornerCases2().eval()
    print(*(tuple(y.shape) for y in model(torch.zeros(2, 8, 21, 18))))
    print(sum(p.numel() for p in model.parameters()), "parameters")
