// Says so when the page cannot start: the network, an old browser, or a blocked WebAssembly. And fetches the part of the
// page that the first use does not need, when it is called for (`src/browser/later.rs`).
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

// Where the build left the page in one part, there is nothing to fetch.
const LATER = document.currentScript.dataset.later;
let isThere = LATER === undefined;
let coming;

function isLaterThere() {
  return isThere;
}

function fetchLater(now) {
  if (isThere) return Promise.resolve();
  coming ??= fetchBytes()
    .then(bytes => isThere || WebAssembly.instantiate(bytes, { now }))
    .then(() => {
      isThere = true;
    })
    .finally(() => {
      coming = undefined;
    });
  return coming;
}

async function fetchBytes() {
  const response = await fetch(LATER);
  if (!response.ok) throw new Error(`${LATER}: ${response.status}`);
  return response.arrayBuffer();
}

function fetchLaterNow(now) {
  const request = new XMLHttpRequest();
  request.open("GET", LATER, false);
  // A request that is waited for gives text only: this type has one character for each byte.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${LATER}: ${request.status}`);
  const bytes = Uint8Array.from(request.responseText, character => character.charCodeAt(0) & 255);
  new WebAssembly.Instance(new WebAssembly.Module(bytes), { now });
  isThere = true;
}
