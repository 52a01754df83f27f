// What a person does with the example networks: looks for one, reads what it shows, opens it, and goes back.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

test("an example is found by typing and opened with Enter", async user => {
  await user.click("examples");
  await user.page.keyboard.type("densenet");
  await user.expects("example-densenet121", /every layer reads all the layers before it/i);
  await user.expects("example-densenet121", /torchvision: 2\.834 G MACs, 7 978 856 parameters; the same as here/);
  assert.equal(await user.at("example-resnet50").count(), 0);
  await user.press("Enter");
  await user.expects("total-macs", 2_834_161_664n);
  await user.expects("total-params", 7_978_856n);
  await user.press("Control+z");
  await user.expects("total-macs", 644_661_248n);
});

test("what was looked for before is selected when the examples are opened again", async user => {
  await user.click("examples");
  await user.page.keyboard.type("densenet");
  await user.at("example-resnet50").waitFor({ state: "detached" });
  // A click elsewhere closes the list.
  await user.page.mouse.click(700, 880);
  await user.at("find-example").waitFor({ state: "hidden" });
  await user.click("examples");
  await user.page.keyboard.type("alexnet");
  assert.equal(await user.at("find-example").inputValue(), "alexnet");
  await user.at("example-alexnet").waitFor();
});

test("what authors published stands beside what is counted, and why the two differ", async user => {
  await user.click("examples");
  await user.expects("example-resnet50", /4\.09 G MACs · 25\.6 M parameters[^]*Paper: 3\.8 G MACs; there the stride is/);
  await user.type("find-example", "no such network");
  await user.page.getByText("No network matches.").waitFor();
});

test("a network is found by the other names of what it shows", { language: "zh" }, async user => {
  assert.equal(await user.at("name").inputValue(), "四种卷积");
  await user.click("examples");
  await user.expects("example-lenet5", /417 k MACs · 参数量 61\.7 k/);
  for (const word of ["反卷积", "去卷积", "逆卷积"]) {
    await user.type("find-example", word);
    await user.at("example-dcgan_generator").waitFor();
    await user.at("example-lenet5").waitFor({ state: "detached" });
  }
  // The first one empties the field.
  for (const _ of [1, 2]) await user.press("Escape");
  await user.type("find", "逆卷积");
  await user.at("row-1").waitFor({ state: "hidden" });
  assert.equal(await user.page.locator(".block [role=row]").count(), 2);
});

for (const language of ["en", "zh"]) {
  test(`the list, ${language}`, { language }, async user => {
    await user.click("examples");
    await user.isAccessible();
  });
}
