// Prints the first free port of this machine, from the given one up.
import { createServer } from "node:net";

function tryPort(port) {
  createServer()
    .once("error", () => tryPort(port + 1))
    .listen(port, "127.0.0.1", function () {
      this.close(() => console.log(port));
    });
}

tryPort(Number(process.argv[2]));
