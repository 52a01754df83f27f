"""Runs the PyTorch code that this project writes, and prints what PyTorch found, for `tests/run_code.rs`.

    pip install torch
    python scripts/run_code.py CODE.jsonl > tests/data/code/run.json

CODE.jsonl is written by that test where its code is not what was run last. Nothing is printed if PyTorch disagrees with
any shape or number of parameters.
"""

import json
import sys

import torch


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def ran(code):
    """The shapes of a module's outputs, and its parameters, on a device that computes shapes alone."""
    model_code, main = code.split('if __name__ == "__main__":\n')
    extents = main.split("torch.zeros(")[1].split(")")[0]
    scope = {}
    with torch.device("meta"), torch.no_grad():
        exec(compile(model_code, "code", "exec"), scope)
        main = "\n".join(line.strip() for line in main.splitlines())
        exec(main.splitlines()[0], scope)
        outputs = scope["model"](torch.zeros([int(extent) for extent in extents.split(",")]))
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    return [list(output.shape) for output in outputs], sum(p.numel() for p in scope["model"].parameters())


def main():
    result, wrong = {}, 0
    for line in open(sys.argv[1], encoding="utf-8"):
        case = json.loads(line)
        params = 0
        for run in case["runs"]:
            try:
                found = ran(run["code"])
            except Exception as error:
                found = repr(error), 0
            if found != (run["outputs"], run["params"]):
                wrong += 1
                print(case["name"], found, (run["outputs"], run["params"]), run["code"], sep="\n", file=sys.stderr)
            params += found[1]
        result[case["name"]] = {
            "codes": len(case["runs"]),
            "hash": fnv1a("".join(run["code"] for run in case["runs"])),
            "outputs": found[0] if len(case["runs"]) == 1 else None,
            "params": params,
        }
    if wrong:
        sys.exit(f"{wrong} of them are wrong with PyTorch {torch.__version__}")
    print("{\n" + ",\n".join(f"  {json.dumps(name)}: {json.dumps(case)}" for name, case in result.items()) + "\n}")


main()
