// What a person brings in: by file, drop, paste and import box, in every form that is recognized.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "./harness.mjs";

const DATA = fileURLToPath(new URL("../data/", import.meta.url));
const STARTER = 644_661_248n;

// A convolution of 8 channels from 3, kernel 3, each as another tool writes it; at 224×224 where a text tells no size.
const LAYERS = {
  "our document": `{"format": "im2cost/1", "input": {"channels": 3, "height": 224, "width": 224},
    "layers": [{"name": "a", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1}]}`,
  "PyTorch lines": "a = nn.Conv2d(3, 8, 3, padding=1)",
  "a PyTorch print": "Sequential(\n  (a): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))\n)",
  prototxt: `input: "data" input_dim: 1 input_dim: 3 input_dim: 224 input_dim: 224
    layer { name: "a" type: "Convolution" bottom: "data" top: "a" convolution_param { num_output: 8 kernel_size: 3 pad: 1 } }`,
  CSV: "name,kind,in_channels,out_channels,kernel_size,padding\na,conv2d,3,8,3,1\n",
  TSV: "name\ttype\tfilters\tkernel\tpad\na\tConv2D\t8\t3\t1\n",
  "bare rows": "a\tConv2d\t3\t8\t3\t1\t1\nb\tReLU\n",
};
const MACS = 8n * 27n * 224n * 224n;

/** Pastes a text where the focus is, as the browser does for Ctrl+V. */
const paste = (user, text) =>
  user.page.evaluate(text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);

/** Drops a file onto the page. */
const drop = (user, name, bytes) =>
  user.page.evaluate(
    ([name, bytes]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
      for (const kind of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [name, [...bytes]],
  );

const model = name => readFileSync(join(DATA, "onnx", name));

test("every form is recognized when it is pasted into an empty table", async user => {
  for (const [form, text] of Object.entries(LAYERS)) {
    await user.click("new");
    await user.expects("total-macs", 0n);
    for (const [key, value] of Object.entries({ channels: 3, height: 224, width: 224 })) {
      await user.type(`input-${key}`, String(value));
    }
    await user.at("add-row").focus();
    await paste(user, text);
    await user.expects("row-1 cell-cost", MACS);
    assert.equal(await user.at("row-1 field-out_channels").inputValue(), "8", form);
  }
});

test("every form is recognized in the import box, and opens from there", async user => {
  for (const [form, text] of Object.entries(LAYERS)) {
    await user.click("import");
    await user.at("import-text").fill(text);
    await user.expects("import-found", form === "bare rows" ? /2 layers/ : /1 layer\b/);
    await user.click("import-open");
    await user.expects("total-macs", MACS);
    await user.click("undo");
    await user.expects("total-macs", STARTER);
  }
});

test("of a text that ends early, what could be read is offered, and the place is said", async user => {
  const broken = "nn.Conv2d(128, 8, 3, padding=1)\nnn.ReLU()\nnn.Conv2d(8, 4";
  await user.at("row-4 field-name").click();
  await paste(user, broken);
  await user.expects("notice", /Line 3, column 10/);
  await user.expects("total-macs", STARTER);
  await user.click("notice insert-read");
  await user.expects("row-5 field-name", "");
  assert.equal(await user.at("row-5 field-out_channels").inputValue(), "8");
  await user.press("Control+z");
  await user.expects("total-macs", STARTER);
  await user.click("import");
  await user.at("import-text").fill(broken);
  await user.expects("import-found", /Line 3, column 10/);
  // The remark leads to its place.
  await user.at("import-found").getByRole("button", { name: /Line 3/ }).click();
  assert.equal(await user.at("import-text").evaluate(area => area.selectionStart), broken.lastIndexOf("("));
});

test("a model is dropped, read again with other sizes, unfolded and folded", async user => {
  await drop(user, "open_size.onnx", model("operators/open_size.onnx"));
  await user.expects("notice", /layer/);
  const before = await user.value("total-macs");
  const extents = user.at("notice").locator("input");
  const count = await extents.count();
  assert.ok(count > 0);
  await extents.nth(count - 1).fill("no");
  assert.equal(await user.at("read-again").isDisabled(), true);
  await extents.nth(count - 1).fill("97");
  await user.click("read-again");
  await user.expects("input-width", /^$/);
  assert.equal(await user.at("input-width").inputValue(), "97");
  assert.notEqual(await user.value("total-macs"), before);

  await drop(user, "silu.onnx", model("operators/silu.onnx"));
  await user.expects("notice", /silu|layer/);
  await user.at("unfold").waitFor();
  const rows = () => user.page.locator("[data-testid^=row-] [data-testid=field-name]").count();
  const folded = await rows();
  await user.click("unfold");
  await user.page.waitForFunction(folded => document.querySelectorAll("[data-testid=field-name]").length > folded, folded);
  assert.equal(await user.at("unfold").getAttribute("aria-pressed"), "true");
  await user.click("unfold");
  await user.page.waitForFunction(folded => document.querySelectorAll("[data-testid=field-name]").length === folded, folded);
});

const BLOCK = `class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        y = F.relu(self.conv(x))
        return x + y

net = Block(8)
print(net(torch.zeros(1, 8, 16, 16)).shape)
`;

test("pasted source code of a block with a shortcut is rows that are wired", async user => {
  await user.click("import");
  await user.at("import-text").fill(BLOCK);
  await user.expects("import-found", /3 layers/);
  await user.click("import-open");
  await user.expects("total-macs", 8n * 8n * 9n * 256n);
  const field = (row, name) => user.at(`row-${row} field-${name}`).inputValue();
  assert.deepEqual(await Promise.all([1, 2, 3].map(row => field(row, "name"))), ["conv", "relu", "add"]);
  await user.expects("row-3 cell-output_shape", [1, 8, 16, 16]);
});

test("a function that the page does not know is an unknown row, and the totals are partial", async user => {
  await user.click("import");
  await user.at("import-text").fill(BLOCK.replace("F.relu(self.conv(x))", "torch.fft.fft2(self.conv(x))"));
  await user.expects("import-found", /Line 7, column \d+: there is no layer “fft2” here/);
  await user.click("import-open");
  await user.expects("total-macs", /≥/);
});

// A disk that is slow: every range takes a while.
const slow = page =>
  page.addInitScript(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      if (window.slow) await new Promise(done => setTimeout(done, 300));
      return read.call(this);
    };
  });

test("a long read says how far it is, and stops when it is cancelled", { prepare: slow }, async user => {
  const file = join(DATA, "onnx", "convnext_tiny.onnx");
  await user.page.evaluate(() => (window.slow = true));
  await user.at("open-file").setInputFiles(file);
  await user.expects("notice", /\d+ ?%/);
  await user.at("notice").getByRole("button", { name: "Cancel" }).click();
  await user.at("notice").locator("p").waitFor({ state: "detached" });
  await user.page.waitForTimeout(800);
  await user.expects("total-macs", STARTER);
  assert.equal(await user.at("notice").locator("p").count(), 0);
  await user.page.evaluate(() => (window.slow = false));
  await user.at("open-file").setInputFiles(file);
  await user.expects("total-macs", 4_455_531_264n);
});

// The part of the page that reads and writes other forms, when the network is gone before it was fetched.
const offline = page =>
  page.addInitScript(() => {
    addEventListener("TrunkApplicationStarted", () => {
      window.isLaterThere = () => false;
      window.fetchLater = () => Promise.reject(new Error("offline"));
      window.fetchLaterNow = () => {
        throw new Error("offline");
      };
    });
  });

test("offline, what cannot be read or copied yet is said so, and nothing is lost", { prepare: offline }, async user => {
  for (const text of [LAYERS["PyTorch lines"], LAYERS.CSV]) {
    await user.at("row-2 field-name").click();
    await paste(user, text);
    await user.expects("notice", /could not be loaded.*as it was/);
    await user.at("notice").getByRole("button", { name: "Dismiss" }).click();
  }
  await user.at("row-2 field-name").click();
  await user.press("Escape");
  await user.page.evaluate(() => {
    const clipboardData = new DataTransfer();
    document.activeElement.dispatchEvent(new ClipboardEvent("cut", { clipboardData, bubbles: true, cancelable: true }));
  });
  await user.expects("total-macs", STARTER);
  await user.at("open-file").setInputFiles({ name: "a.py", mimeType: "text/plain", buffer: Buffer.from("nn.ReLU()") });
  await user.expects("notice", /could not be loaded.*as it was/);
  await user.expects("total-macs", STARTER);
});

test("of a network too large for a link the page says to share the file", async user => {
  // Names that nothing makes shorter.
  const name = at => createHash("sha256").update(String(at)).digest("hex");
  const layers = Array.from({ length: 900 }, (_, at) => ({ name: name(at), kind: "activation" }));
  const text = JSON.stringify({ format: "im2cost/1", input: { channels: 3, height: 99, width: 99 }, layers });
  await user.at("open-file").setInputFiles({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await user.at("row-50").waitFor({ state: "attached" });
  await user.click("share");
  await user.expects("notice", /too large for a link: save it as a file/);
});

test("rows in the order of the table's columns are pasted without a header, and the page says how it read them", async user => {
  // As they stand in a sheet that was copied from the page: name, kind, from, C_in, C_out, K, stride, padding.
  await user.click("new");
  await user.at("add-row").focus();
  await paste(user, "a\tconvolution\t\t3\t16\t3x5\t2\t1\nb\tmax pool\t\t\t\t2\t2\n");
  await user.at("row-2").waitFor();
  for (const [field, value] of Object.entries({ in_channels: "3", out_channels: "16", kernel_size: "3×5", stride: "2", padding: "1" })) {
    assert.equal(await user.at(`row-1 field-${field}`).inputValue(), value, field);
  }
  assert.equal(await user.at("row-2 field-kernel_size").inputValue(), "2");
  await user.expects("notice", /without a header.*name, kind, from, C_in/);
});

test("what was typed before is selected when the box to paste into is opened again", async user => {
  const box = user.at("import-text");
  const selected = () => box.evaluate(area => area.value.slice(area.selectionStart, area.selectionEnd));
  await user.click("import");
  await box.fill("nn.Conv2d(3, 8, 3");
  await user.press("Escape");
  await user.click("import");
  assert.equal(await selected(), "nn.Conv2d(3, 8, 3");
  // What is typed next takes its place.
  await user.page.keyboard.type("nn.ReLU()");
  assert.equal(await box.inputValue(), "nn.ReLU()");
});

test("the totals say how many rows were not recognized, and lead back to what the import said", async user => {
  await drop(user, "unknown_operators.onnx", model("operators/unknown_operators.onnx"));
  await user.expects("notice", /Not read/);
  const said = await user.at("notice").locator("p").innerText();
  const unknown = await user.page.locator("[data-testid=field-kind]").evaluateAll(all => all.filter(kind => kind.value === "unknown").length);
  assert.ok(unknown > 1);
  await user.expects("partial", new RegExp(`${unknown} rows were not recognized, first row \\d`));
  await user.at("notice").getByRole("button", { name: "Dismiss" }).click();
  await user.at("notice").locator("p").waitFor({ state: "detached" });
  await user.click("say-again");
  await user.expects("notice", /Not read/);
  assert.equal(await user.at("notice").locator("p").innerText(), said);
});
