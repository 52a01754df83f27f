// What a person does with files of other tools: opens them, and reads what other counters print.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "./harness.mjs";

const DATA = fileURLToPath(new URL("../data/", import.meta.url));
const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

test("a model in ONNX opens as a table of its layers", async user => {
  const folder = join(DATA, "onnx");
  const name = readdirSync(folder).find(file => file.startsWith("resnet18"));
  await user.at("open-file").setInputFiles(join(folder, name));
  await user.expects("total-macs", 1_814_073_344n);
  await user.expects("notice", /layers from .* operators/);
  await user.press("Control+z");
  await user.expects("total-macs", 644_661_248n);
});

test("PyTorch lines open, and what cannot be read is said with its place", async user => {
  await user.at("open-file").setInputFiles(text("net.py", "nn.Conv2d(3, 8, 3, stride=2)\nnn.ReLU()\nnn.Quux(3)\n"));
  await user.expects("notice", /Line 3/);
  assert.equal(await user.at("row-1 field-out_channels").inputValue(), "8");
});

test("what a spreadsheet saves as Unicode text opens", async user => {
  const table = "name\tkind\tout_channels\tkernel_size\r卷积\tconv2d\t8\t3\r激活\trelu\t\t\r";
  const buffer = Buffer.from(`\ufeff${table}`, "utf16le");
  await user.at("open-file").setInputFiles({ name: "network.txt", mimeType: "text/plain", buffer });
  await user.expects("row-2 cell-output_shape", [1, 8, 222, 222]);
  assert.equal(await user.at("row-1 field-name").inputValue(), "卷积");
});

// 卷积 in GBK, and a letter that only GB18030 has, 㐀.
const GBK = Buffer.from([...Buffer.from("name,kind,out_channels,kernel_size\r\n"), 0xbe, 0xed, 0xbb, 0xfd, 0x81, 0x39, 0xee, 0x39, ...Buffer.from(",conv2d,8,3\r\n")]);

for (const [language, said] of [["en", /taken to be in GB18030/], ["zh", /已按 GB18030（GBK）解码/]]) {
  test(`what Excel saves on a Chinese Windows opens, and the page says what it took it for, ${language}`, { language }, async user => {
    await user.at("open-file").setInputFiles({ name: "network.csv", mimeType: "text/csv", buffer: GBK });
    await user.expects("row-1 cell-output_shape", [1, 8, 222, 222]);
    assert.equal(await user.at("row-1 field-name").inputValue(), "卷积㐀");
    await user.expects("notice", said);
    // What is no such text is refused with a way out.
    const other = Buffer.from([...Buffer.from("name,kind\ncaf"), 0xe9, ...Buffer.from(",relu\n")]);
    await user.at("open-file").setInputFiles({ name: "network.csv", mimeType: "text/csv", buffer: other });
    await user.expects("notice", /CSV UTF-8/);
    await user.expects("row-1 cell-output_shape", [1, 8, 222, 222]);
  });
}

test("a file of no known format is refused in a sentence", async user => {
  const bytes = { name: "sound", mimeType: "", buffer: Buffer.from([0x4f, 0x67, 0x67, 0x53, 0, 255]) };
  await user.at("open-file").setInputFiles(bytes);
  await user.expects("notice", /none of what can be read/);
  await user.expects("total-macs", 644_661_248n);
});

// Files that people have where a network comes from, and the way out for each.
const MISTAKEN = [
  ["resnet18.pth", "PK\x03\x04\x14\0\0\0resnet18/data.pkl", /torch\.onnx\.export.*print\(model\)/],
  ["model.safetensors", "\x08\x01\0\0\0\0\0\0{}", /torch\.onnx\.export.*print\(model\)/],
  ["model.h5", "\x89HDF\r\n\x1a\n", /tf2onnx/],
  ["model.keras", "PK\x03\x04\x14\0\0\0metadata.json", /tf2onnx/],
  ["model.tflite", "\x1c\0\0\0TFL3", /tf2onnx/],
  ["saved_model.pb", "\x08\x01\x12\x04", /tf2onnx/],
  ["model.engine", "ptrt\0", /the \.onnx that it was made from/],
  ["VGG.caffemodel", "\n\x05VGG16", /\.prototxt/],
  ["model.onnx.data", "\0\0\0\0", /open the \.onnx itself/],
  ["train.ipynb", '{"cells": []}', /copy the cell/],
  ["layers.xlsx", "PK\x03\x04\x14\0\0\0[Content_Types].xml", /CSV UTF-8.*copy its cells/],
  ["layers.ods", "PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", /CSV UTF-8/],
  ["models.zip", "PK\x03\x04\x14\0\0\0model.onnx", /unpack it/],
  ["model.onnx.gz", "\x1f\x8b\x08\0", /unpack it/],
  ["paper.pdf", "%PDF-1.7", /PDF/],
  ["picture.png", "\x89PNG\r\n\x1a\n", /picture/],
];

test("a file that holds no network is told what it is and what to do instead, and the network stays", async user => {
  const before = await user.at("row-1 field-name").inputValue();
  for (const [name, bytes, said] of MISTAKEN) {
    await user.at("open-file").setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes, "latin1") });
    await user.expects("notice", said);
    await user.expects("notice", /as it was/);
    await user.expects("total-macs", 644_661_248n);
    await user.at("notice").getByRole("button", { name: "Dismiss" }).click();
  }
  assert.equal(await user.at("row-1 field-name").inputValue(), before);
  assert.equal(await user.at("undo").isDisabled(), true);
});

test("other counters stand beside ours, for the layer and for the network", async user => {
  await user.at("row-3 field-name").click();
  assert.equal(await user.value("counters counter-thop"), 4n * 411_041_792n);
  assert.equal(await user.value("counters counter-fvcore"), 411_041_792n);
  await user.expects("counters counter-thop", /every output position/);
  await user.at("counters").getByRole("button", { name: "the network" }).click();
  await user.expects("counters counter-FlopCounterMode", 2n * 644_661_248n);
});
