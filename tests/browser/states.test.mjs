// Every state of the page keeps every rule of accessibility that axe knows: wide and as cards, in both languages and in
// both themes.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "./harness.mjs";

const ONNX = fileURLToPath(new URL("../data/onnx/", import.meta.url));
const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

// A row of every look: grouped and transposed, with sources, options and words of its own, learned once, unknown.
const KEPT = JSON.stringify({
  format: "im2cost/1",
  name: "Rows of every look",
  input: { batch: 2, channels: 4, height: 16, width: 16 },
  layers: [
    { name: "body.0.a", kind: "conv2d", out_channels: 8, kernel_size: 3, padding: 1, groups: 2 },
    { name: "body.0.b", kind: "conv_transpose2d", out_channels: 8, kernel_size: 3, padding: 1 },
    { name: "sum", kind: "add", from: ["body.0.b", "body.0.a"] },
    { name: "act", kind: "activation", function: "prelu" },
    { name: "pool", kind: "avg_pool2d", kernel_size: 2 },
    { name: "up", kind: "upsample", scale_factor: 2 },
    { name: "same", kind: "conv2d", out_channels: 8, kernel_size: 3, padding: "same" },
    { name: "again", kind: "conv2d", out_channels: 8, kernel_size: 3, padding: "same", shares_weights_with: "same" },
    { name: "strange", kind: "unknown", op: "FooBar", output_shape: [2, 8, 16, 16] },
    { name: "flat", kind: "flatten" },
    { name: "fc", kind: "linear", out_features: 10 },
  ],
});

const storage = { "im2cost/document": KEPT };

// Words and colours have nothing to do with each other, so that two of the four are enough.
const LOOKS = [
  ["wide", "en", "light", 1440, 900],
  ["wide", "zh", "dark", 1440, 900],
  ["as cards", "en", "dark", 390, 844],
  ["as cards", "zh", "light", 390, 844],
];

for (const [form, language, theme, width, height] of LOOKS) {
  test(`every state of the page, ${form}, ${language}, ${theme}`, { language, theme, width, height, storage }, async user => {
    const { page } = user;
    const look = part => user.isAccessible(part);
    const table = ".layers";
    const inspector = ".inspector";
    const popover = "[popover]:popover-open";
    const close = async what => {
      await user.press("Escape");
      await page.locator(what).waitFor({ state: "detached" });
    };

    // As it is, and when the system turns to the other theme.
    await look();
    await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
    await user.isLegible();
    await page.emulateMedia({ colorScheme: theme });

    // What is wrong, in the table and in the inspector, and what waits for it.
    await user.type("row-2 field-dilation", "0");
    await user.at("row-2 cell-error").locator("[data-act=repair]").first().waitFor();
    await look(".work");
    await user.at("row-3 field-from").focus();
    await look(".work");
    await user.press("Control+z");
    await user.type("input-channels", "none");
    await user.at("input-error").waitFor();
    await user.at("row-1 field-name").focus();
    await look(table);
    await user.press("Control+z");

    // Every menu and dialog.
    for (const menu of ["examples", "export", "convention", "by-kind"]) {
      await user.click(menu);
      await page.locator(popover).waitFor();
      await look(popover);
      await close(popover);
    }
    for (const dialog of ["help", "import"]) {
      await user.click(dialog);
      await page.locator("dialog[open]").waitFor();
      await look("dialog[open]");
      if (dialog === "import") {
        await user.type("import-text", "nn.Conv2d(3, 8, 3)\nnn.Quux(3)\n");
        await user.at("import-found").waitFor();
        await look("dialog[open]");
      }
      await close("dialog[open]");
    }

    // Other ways to see the rows.
    await user.at("row-1 field-name").click();
    await user.at("row-3 field-name").click({ modifiers: ["Shift"] });
    await user.expects("selected", /3/);
    await look(table);
    await user.click("by-cost");
    await look(table);
    await user.click("by-cost");
    await user.click("blocks");
    await user.at("group").waitFor();
    await look(table);
    await user.at("group").getByRole("button").first().click();
    await look(table);
    await user.click("blocks");
    await user.type("find", "no such row");
    await user.at("row-1").waitFor({ state: "detached" });
    await look(table);
    await user.type("find", "");
    await user.at("row-1").waitFor();

    // Against a baseline.
    await user.click("keep-baseline");
    await user.type("row-1 field-out_channels", "16");
    await page.locator(".row .change").first().waitFor();
    await look(".page");

    // The layer from near: every pass to scale and cell by cell, then every panel.
    await user.at("row-1 field-kind").focus();
    for (const pass of ["input_grad", "weight_grad", "forward"]) {
      await user.click(`pass-${pass}`);
      for (const level of ["cells", "scale"]) {
        await user.click(`level-${level}`);
        await user.at(level === "cells" ? "twin" : "diagram").waitFor();
        await look("#pass");
      }
    }
    await user.click("take-along");
    await look(popover);
    await close(popover);
    await page.locator(`${inspector} details`).evaluateAll(panels => panels.forEach(panel => { panel.open = true; }));
    await user.at("algorithms").locator("table").waitFor();
    await look(`${inspector} details`);
    for (const row of ["row-3", "row-8", "row-9"]) {
      await user.at(`${row} field-name`).focus();
      await look(inspector);
    }

    // What the page has to say.
    await user.at("open-file").setInputFiles(text("broken.json", "{"));
    await user.expects("notice", /\S/);
    await look(".notice");
    await user.at("open-file").setInputFiles(text("net.py", "nn.Conv2d(3, 8, 3)\nnn.Quux(3)\n"));
    await user.expects("notice", /Quux/);
    await look(".notice");
    const model = readdirSync(ONNX).find(file => file.startsWith("resnet18"));
    await user.at("open-file").setInputFiles(join(ONNX, model));
    await user.at("notice").getByTestId("read-again").waitFor();
    await look(".notice");

    // The page as it comes, and with nothing in it.
    await user.click("examples");
    await user.click("example-starter");
    await user.expects("total-macs", 644_661_248n);
    await look();
    await user.click("new");
    await user.at("row-1").waitFor({ state: "detached" });
    await look();
  });
}
