// The page breaks no rule of accessibility, in either language or theme, wide or narrow, with an error shown.
import { test } from "./harness.mjs";

for (const language of ["en", "zh"]) {
  for (const theme of ["light", "dark"]) {
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      test(`the page with an error, ${language}, ${theme}, ${width}×${height}`, { language, theme, width, height }, async user => {
        await user.isAccessible();
        await user.type("row-2 field-groups", "5");
        await user.expects("row-2 cell-error", /5/);
        await user.at("row-2 cell-error").getByRole("button").first().waitFor();
        await user.isAccessible();
        await user.click("convention");
        await user.isAccessible();
      });
    }
  }
}
