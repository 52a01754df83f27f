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

test("what a spreadsheet saves as Unicode text opens, and in another encoding says what to do", async user => {
  const table = "name\tkind\tout_channels\tkernel_size\r卷积\tconv2d\t8\t3\r激活\trelu\t\t\r";
  const buffer = Buffer.from(`\ufeff${table}`, "utf16le");
  await user.at("open-file").setInputFiles({ name: "network.txt", mimeType: "text/plain", buffer });
  await user.expects("row-2 cell-output_shape", [1, 8, 222, 222]);
  assert.equal(await user.at("row-1 field-name").inputValue(), "卷积");
  const other = Buffer.from([...Buffer.from("name,kind\n"), 0xbe, 0xed, 0xbb, 0xfd, ...Buffer.from(",relu\n")]);
  await user.at("open-file").setInputFiles({ name: "network.csv", mimeType: "text/csv", buffer: other });
  await user.expects("notice", /CSV UTF-8/);
  await user.expects("row-2 cell-output_shape", [1, 8, 222, 222]);
});

test("a file of no known format is refused in a sentence", async user => {
  const bytes = { name: "picture.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255]) };
  await user.at("open-file").setInputFiles(bytes);
  await user.expects("notice", /none of what can be read/);
  await user.expects("total-macs", 644_661_248n);
});

test("other counters stand beside ours, for the layer and for the network", async user => {
  await user.at("row-3 field-name").click();
  assert.equal(await user.value("counters counter-thop"), 4n * 411_041_792n);
  assert.equal(await user.value("counters counter-fvcore"), 411_041_792n);
  await user.expects("counters counter-thop", /every output position/);
  await user.at("counters").getByRole("button", { name: "the network" }).click();
  await user.expects("counters counter-FlopCounterMode", 2n * 644_661_248n);
});
