use crate::number::Field;

/// A dense matrix, stored by rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<F> {
    rows: usize,
    columns: usize,
    entries: Vec<F>,
}

impl<F> Matrix<F> {
    /// The matrix with entry f(i, j) in row i and column j, both counted from 0.
    pub fn from_fn(rows: usize, columns: usize, mut f: impl FnMut(usize, usize) -> F) -> Matrix<F> {
        let entries = (0..rows * columns).map(|k| f(k / columns, k % columns)).collect();
        Matrix { rows, columns, entries }
    }

    /// The matrix with these rows; `None` if they differ in length.
    pub fn from_rows(rows: Vec<Vec<F>>) -> Option<Matrix<F>> {
        let (height, width) = (rows.len(), rows.first().map_or(0, Vec::len));
        let rectangular = rows.iter().all(|row| row.len() == width);
        let entries = rows.into_iter().flatten().collect();
        rectangular.then_some(Matrix { rows: height, columns: width, entries })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Row i; i is below [`Matrix::rows`].
    pub fn row(&self, i: usize) -> &[F] {
        &self.entries[i * self.columns..(i + 1) * self.columns]
    }

    /// The entry in row i and column j; both are below the size.
    pub fn get(&self, i: usize, j: usize) -> &F {
        &self.entries[i * self.columns + j]
    }

    pub(super) fn get_mut(&mut self, i: usize, j: usize) -> &mut F {
        &mut self.entries[i * self.columns + j]
    }

    /// Exchanges two rows.
    pub(super) fn swap_rows(&mut self, i: usize, k: usize) {
        for j in 0..self.columns {
            self.entries.swap(i * self.columns + j, k * self.columns + j);
        }
    }

    /// The matrix of f(entry).
    pub fn map<G>(&self, f: impl FnMut(&F) -> G) -> Matrix<G> {
        let entries = self.entries.iter().map(f).collect();
        Matrix { rows: self.rows, columns: self.columns, entries }
    }

    /// Some entry, from which constants of the same field are made; `None` for an empty matrix.
    pub(super) fn sample(&self) -> Option<&F> {
        self.entries.first()
    }
}

impl<F: Clone> Matrix<F> {
    /// The transpose.
    pub fn transpose(&self) -> Matrix<F> {
        Matrix::from_fn(self.columns, self.rows, |i, j| self.get(j, i).clone())
    }

    /// Column j; j is below [`Matrix::columns`].
    pub fn column(&self, j: usize) -> Vec<F> {
        (0..self.rows).map(|i| self.get(i, j).clone()).collect()
    }

    /// The rows and columns with these indices.
    pub fn minor(&self, rows: &[usize], columns: &[usize]) -> Matrix<F> {
        Matrix::from_fn(rows.len(), columns.len(), |i, j| self.get(rows[i], columns[j]).clone())
    }
}

impl<F: Field> Matrix<F> {
    /// The identity of the same number of rows, over the same field.
    pub fn identity_like(&self) -> Matrix<F> {
        let Some(x) = self.sample() else { return self.clone() };
        let one_if = |diagonal: bool| if diagonal { x.one_like() } else { x.zero_like() };
        Matrix::from_fn(self.rows, self.rows, |i, j| one_if(i == j))
    }

    /// The product; the columns of `self` are as many as the rows of `other`, and not 0.
    pub fn mul(&self, other: &Matrix<F>) -> Matrix<F> {
        Matrix::from_fn(self.rows, other.columns, |i, j| dot(self.row(i), &other.column(j)))
    }

    /// The product with a vector of as many entries as there are columns.
    pub fn mul_vector(&self, v: &[F]) -> Vec<F> {
        (0..self.rows).map(|i| dot(self.row(i), v)).collect()
    }

    /// vᵀ·A·v of a nonempty square matrix.
    pub fn quadratic_form(&self, v: &[F]) -> F {
        dot(v, &self.mul_vector(v))
    }

    /// The sum of the diagonal of a nonempty square matrix.
    pub fn trace(&self) -> F {
        let diagonal = (1..self.rows).map(|i| self.get(i, i));
        diagonal.fold(self.get(0, 0).clone(), |sum, x| sum.add(x))
    }
}

/// Σ aᵢ·bᵢ of two nonempty vectors of the same length.
fn dot<F: Field>(a: &[F], b: &[F]) -> F {
    let first = a[0].mul(&b[0]);
    a.iter().zip(b).skip(1).fold(first, |sum, (x, y)| sum.add(&x.mul(y)))
}
