//! How expressions and lines are read (`format.md`, sections 1 to 5).

use super::super::*;

/// The expression with every operation in brackets; `~` stands between factors without sign.
fn shape(tree: &Tree, id: NodeId) -> String {
    let go = |id: &NodeId| shape(tree, *id);
    let join = |parts: &[(bool, NodeId)], signs: [&str; 2]| {
        let parts = parts.iter().enumerate().map(|(k, (inverse, id))| match k {
            0 => go(id),
            _ => format!("{}{}", signs[usize::from(*inverse)], go(id)),
        });
        format!("({})", parts.collect::<String>())
    };
    match tree.node(id) {
        Node::Number(value) => value.to_string(),
        Node::Name(name) => name.text.clone(),
        Node::Sum(parts) => join(parts, ["+", "-"]),
        Node::Product(parts) => join(parts, ["*", "/"]),
        Node::Beside(parts) => format!("({})", parts.iter().map(go).collect::<Vec<_>>().join("~")),
        Node::Negate(a) => format!("(-{})", go(a)),
        Node::Power(a, b) => format!("({}^{})", go(a), go(b)),
        Node::Root(a) => format!("root({})", go(a)),
        Node::Absolute(a) => format!("abs({})", go(a)),
        Node::Group(a) => format!("[{}]", go(a)),
        Node::Call(call) => {
            let arguments: Vec<String> = call.arguments.iter().map(go).collect();
            format!("{}{{{}}}", call.name.text, arguments.join(","))
        }
        Node::Range(name, low, high) => format!("{}:{}..{}", name.text, go(low), go(high)),
    }
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    match read_expression(text) {
        Ok((tree, root)) => assert_eq!(shape(&tree, root), expected, "{text}"),
        Err(error) => panic!("{}", draw(text, "formula", &error, false)),
    }
}

#[test]
fn operators_bind_as_in_mathematics() {
    reads("-x^2", "(-(x^2))");
    reads("2^-3^2", "(2^(-(3^2)))");
    reads("x^y^z", "(x^(y^z))");
    reads("x**2", "(x^2)");
    reads("a - b - c", "(a-b-c)");
    reads("a/b/c", "(a/b/c)");
    reads("a/b*c", "(a/b*c)");
    reads("2x/3", "((2~x)/3)");
    reads("-2x", "((-2)~x)");
    reads("a*-b", "(a*(-b))");
    reads("x^4 + -1*x1", "((x^4)+((-1)*x1))");
    reads("x^2y", "((x^2)~y)");
    reads("√x^2", "(root(x)^2)");
    reads("2√3", "(2~root(3))");
    reads("+x", "x");
    reads("x - -y", "(x-(-y))");
    reads("1/sin x", "(1/sin{x})");
    reads("a + b*c^d", "(a+(b*(c^d)))");
    reads("e^(2x)y", "((e^[(2~x)])~y)");
    reads("e^-x + 1", "((e^(-x))+1)");
}

#[test]
fn juxtaposition_and_calls_stay_as_they_stand() {
    reads("x(y+1)", "x{(y+1)}");
    reads("3(x+1)", "(3~[(x+1)])");
    reads("(x+1)(x-1)", "([(x+1)]~[(x-1)])");
    reads("w1w2", "(w1~w2)");
    reads("w_1 w₂", "(w1~w2)");
    reads("2 pi", "(2~pi)");
    reads("2ex", "(2~ex)");
    reads("2e3x", "(2000~x)");
    reads("2e-3", "1/500");
    reads(".5 + 2.", "(1/2+2)");
    reads("0.1", "1/10");
    reads("max(x, y)", "max{x,y}");
    reads("log_2(x)", "log2{x}");
    reads("sum(k in 1..n, x^k)", "sum{k:1..n,(x^k)}");
    reads("2|x|", "(2~abs(x))");
    reads("||x|-1|", "abs((abs(x)-1))");
    reads("|x| + 2|y|", "(abs(x)+(2~abs(y)))");
}

#[test]
fn functions_without_brackets_take_one_simple_argument() {
    reads("sin x", "sin{x}");
    reads("sin 2x", "sin{(2~x)}");
    reads("cos pi", "cos{pi}");
    reads("sin x cos y", "(sin{x}~cos{y})");
    reads("sin x + 1", "(sin{x}+1)");
    reads("(sin x)", "[sin{x}]");
    reads("2sin x", "(2~sin{x})");
    reads("sin^2 x", "(sin{x}^2)");
    reads("sin^2(x)", "(sin{x}^2)");
    reads("sin²x + cos²x", "((sin{x}^2)+(cos{x}^2))");
    reads("sin x cos^2 y", "(sin{x}~(cos{y}^2))");
}

#[test]
fn unicode_and_full_width_spellings_are_read() {
    reads("（ｘ＋１）＊２", "([(x+1)]*2)");
    reads("x² − y³", "((x^[2])-(y^[3]))");
    reads("x⁻¹", "(x^[(-1)])");
    reads("½x", "([(1/2)]~x)");
    reads("2·θ×π", "(2*theta*pi)");
    reads("x ÷ y", "(x/y)");
    reads("e²x", "((e^[2])~x)");
    reads("|x｜", "abs(x)");
}

fn kinds(text: &str) -> String {
    match read(text) {
        Ok(file) => file.statements.iter().map(|s| kind(&file, s)).collect::<Vec<_>>().join("\n"),
        Err(error) => draw(text, "f.hesse", &error, false),
    }
}

fn kind(file: &File, statement: &Statement) -> String {
    let go = |id: &NodeId| shape(&file.tree, *id);
    let names =
        |names: &[Name]| names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(",");
    let point = |point: &Point| match point {
        Point::Listed(parts, _) => parts.iter().map(go).collect::<Vec<_>>().join(";"),
        Point::Named(parts) => {
            parts.iter().map(|(n, v)| format!("{}={}", n.text, go(v))).collect::<Vec<_>>().join(";")
        }
    };
    match &statement.kind {
        StatementKind::Text(key, value) => format!("{key:?} {value:?}"),
        StatementKind::Table(table) => format!("table {} {:?}", names(&table.columns), table.rows),
        StatementKind::At(label, p) => format!("at {label:?} {}", point(p)),
        StatementKind::Taylor(p, order) => format!("taylor {} order {order}", point(p)),
        StatementKind::Domain(who, Set::Reals) => format!("{} in R", names(who)),
        StatementKind::Domain(who, Set::Interval(i)) => {
            let low = i.low.as_ref().map_or("-oo".into(), go);
            let high = i.high.as_ref().map_or("oo".into(), go);
            format!("{} in {} {low} {high} {}", names(who), i.open_low, i.open_high)
        }
        StatementKind::Relation(chain) => {
            let sides: Vec<String> = chain.sides.iter().map(go).collect();
            format!("relation {} {:?}", sides.join(" ? "), chain.signs)
        }
        StatementKind::Definition(d) => {
            let arguments = d.arguments.as_ref().map(|a| names(a));
            format!("{:?} {} {arguments:?} = {}", d.sense, d.name.text, go(&d.value))
        }
        StatementKind::Formula(sense, id) => format!("{sense:?} {}", go(id)),
    }
}

#[test]
fn a_textbook_file() {
    let text = "title:   Problem 3\n\
                problem: Find all points, and the\n         smallest value; # 1.\n\
                \n\
                f(x, y) = x^4 + y^4   # the function\n   - 4xy + 1\n\
                x in [-2, 2]; y in (-oo, 3)\n\
                x^2 +\ny^2 <= 1\n\
                0 <= x < y <= 1\n\
                subject to x + y <= 9\n\
                at (0, pi)\n\
                at \"the # start\": x = 0.1, y = -0.1\n\
                taylor (0, 0) order 3\n\
                k, m in R\nk != 0\n";
    insta::assert_snapshot!(kinds(text), @r#"
    Title "Problem 3"
    Problem "Find all points, and the\nsmallest value; # 1."
    None f Some("x,y") = ((x^4)+(y^4)-(4~xy)+1)
    x in false (-2) 2 false
    y in true -oo 3 true
    relation ((x^2)+(y^2)) ? 1 [AtMost]
    relation 0 ? x ? y ? 1 [AtMost, Below, AtMost]
    relation (x+y) ? 9 [AtMost]
    at None 0;pi
    at Some("the # start") x=1/10;y=(-1/10)
    taylor 0;0 order 3
    k,m in R
    relation k ? 0 [Differs]
    "#);
}

#[test]
fn a_file_with_data() {
    let text = "  minimize L := sum((1 - w1*w2*x)^2)\n\
                \n\
                \x20 data\n\
                \x20   | x_1 | y   |\n\
                \x20   |-----|-----|\n\
                \n\
                \x20   | 1   | -0.5 |  # half\n\
                \x20   | 1/3 | 2e-3 |\n\
                \x20 maximize w1\n";
    insta::assert_snapshot!(kinds(text), @r#"
    Some(Minimize) L None = sum{([(1-(w1*w2*x))]^2)}
    table x1,y [[1, -1/2], [1/3, 1/500]]
    Some(Maximize) w1
    "#);
}

#[test]
fn separators_of_tables() {
    for rows in
        ["x y\n 1 2", "x, y\n 1, 2", "x;y\n 1;2", "x\ty\n 1\t2", "x | y\n 1 | 2", "x，y\n 1，2"]
    {
        let text = format!("data\n {rows}\nx");
        assert_eq!(kinds(&text), "table x,y [[1, 2]]\nNone x", "{rows}");
    }
}

#[test]
fn byte_order_marks_and_carriage_returns_are_read() {
    assert_eq!(kinds("\u{feff}x^2 +\r\n y\r\n"), "None ((x^2)+y)");
}

#[test]
fn spans_lead_to_the_original() {
    let source = "# 数据\nf = (θ＋１)² · w₁\n";
    let file = read(source).expect("a definition");
    let texts: Vec<&str> = match &file.statements[0].kind {
        StatementKind::Definition(d) => {
            file.tree.below(d.value).iter().map(|id| file.tree.span(*id).of(source)).collect()
        }
        _ => Vec::new(),
    };
    assert!(texts.contains(&"θ"), "{texts:?}");
    assert!(texts.contains(&"θ＋１"), "{texts:?}");
    assert!(texts.contains(&"(θ＋１)² · w₁"), "{texts:?}");
    assert!(texts.contains(&"w₁"), "{texts:?}");
}
