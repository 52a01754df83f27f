// Says so when the page cannot start: the network, an old browser, or a blocked WebAssembly.
"use strict";

function showFailure() {
  document.getElementById("boot-loading")?.setAttribute("hidden", "");
  document.getElementById("boot-failed")?.removeAttribute("hidden");
}

// In the capture phase, since a script that fails to load fires an event that does not bubble.
addEventListener("error", showFailure, true);
addEventListener("unhandledrejection", showFailure);

addEventListener("TrunkApplicationStarted", () => {
  removeEventListener("error", showFailure, true);
  removeEventListener("unhandledrejection", showFailure);
});
