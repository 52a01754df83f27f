import torch
from torch import nn


class DcganGenerator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main_0 = nn.ConvTranspose2d(100, 512, 4)
        self.relu = nn.ReLU()
        self.main_3 = nn.ConvTranspose2d(512, 256, 4, stride=2, padding=1)
        self.relu_1 = nn.ReLU()
        self.main_6 = nn.ConvTranspose2d(256, 128, 4, stride=2, padding=1)
        self.relu_2 = nn.ReLU()
        self.main_9 = nn.ConvTranspose2d(128, 64, 4, stride=2, padding=1)
        self.relu_3 = nn.ReLU()
        self.main_12 = nn.ConvTranspose2d(64, 3, 4, stride=2, padding=1, bias=False)
        self.tanh = nn.Tanh()

    def forward(self, x):
        x = self.main_0(x)
        x = self.relu(x)
        x = self.main_3(x)
        x = self.relu_1(x)
        x = self.main_6(x)
        x = self.relu_2(x)
        x = self.main_9(x)
        x = self.relu_3(x)
        x = self.main_12(x)
        x = self.tanh(x)
        return x


if __name__ == "__main__":
    model = DcganGenerator().eval()
    print(tuple(model(torch.zeros(1, 100, 1, 1)).shape))
    print(sum(p.numel() for p in model.parameters()), "parameters")
