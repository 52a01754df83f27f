// What a person does with whole networks: new, open, save, and back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "./harness.mjs";

const file = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const small = file(
  "small.im2cost.json",
  JSON.stringify({
    format: "im2cost/1",
    name: "Small",
    input: { channels: 1, height: 5, width: 5 },
    layers: [{ name: "only", kind: "conv2d", out_channels: 2, kernel_size: 3, stride: "two" }],
  }),
);

test("open, new and undo", async user => {
  await user.at("open-file").setInputFiles(small);
  await user.expects("row-1 cell-error", /two/);
  assert.equal(await user.at("name").inputValue(), "Small");
  assert.equal(await user.at("row-1 field-stride").inputValue(), "two");
  await user.type("row-1 field-stride", "1");
  await user.expects("total-macs", 162n);
  await user.click("new");
  await user.expects("total-macs", 0n);
  assert.equal(await user.at("row-1").count(), 0);
  await user.click("undo");
  await user.expects("total-macs", 162n);
  await user.click("undo");
  await user.click("undo");
  await user.expects("total-macs", 644_661_248n);
});

test("a file that is no document is refused in a sentence, and nothing is lost", async user => {
  for (const text of ["", "{", "[1]", `{"format": "im2cost/2"}`, "PK\x03\x04", "[".repeat(100_000)]) {
    await user.at("open-file").setInputFiles(file("broken.json", text));
    await user.expects("notice", /\S/);
    await user.expects("total-macs", 644_661_248n);
    await user.at("notice").getByRole("button").click();
    await user.at("notice").waitFor({ state: "hidden" });
  }
  const unknown = `{"format": "im2cost/1", "layers": [{"name": "a", "kind": "conv9d"}]}`;
  await user.at("open-file").setInputFiles(file("unknown.json", unknown));
  await user.expects("notice", /conv9d/);
});

test("a network is saved as it is, and opens again", async user => {
  await user.type("row-1 field-out_channels", "48");
  const [download] = await Promise.all([user.page.waitForEvent("download"), user.click("save")]);
  assert.equal(download.suggestedFilename(), "Four-kinds-of-convolution.im2cost.json");
  const saved = readFileSync(await download.path(), "utf8");
  assert.equal(JSON.parse(saved).layers[0].out_channels, 48);
  const total = await user.value("total-macs");
  await user.click("new");
  await user.at("open-file").setInputFiles(file("again.im2cost.json", saved));
  await user.expects("total-macs", total);
});

test("English and 中文, at once and after a reload", async user => {
  await user.type("row-2 field-groups", "5");
  await user.choose("language", "zh");
  await user.expects("row-2 cell-error", /分组|组/);
  assert.equal(await user.page.locator("html").getAttribute("lang"), "zh");
  await user.reload();
  assert.equal(await user.at("language").inputValue(), "zh");
  await user.expects("add-row", /添加/);
});
