//! Columns of a row group.

use parquet::{
    data_type::{ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::writer::SerializedColumnWriter,
};

/// The values of one column.
pub(super) enum Column {
    Numbers(Vec<i64>),
    Texts(Vec<ByteArray>),
}

/// Unsigned numbers, which Parquet keeps in the bits of signed ones.
pub(super) fn numbers(values: &[u64]) -> Column {
    Column::Numbers(values.iter().map(|value| value.cast_signed()).collect())
}

/// UTF-8.
pub(super) fn texts<'t>(values: impl Iterator<Item = &'t str>) -> Column {
    Column::Texts(values.map(ByteArray::from).collect())
}

impl Column {
    pub(super) const fn is_empty(&self) -> bool {
        match self {
            Column::Numbers(values) => values.is_empty(),
            Column::Texts(values) => values.is_empty(),
        }
    }

    pub(super) fn write(&self, out: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Column::Numbers(values) => out.typed::<Int64Type>().write_batch(values, None, None),
            Column::Texts(values) => out.typed::<ByteArrayType>().write_batch(values, None, None),
        }
        .map(drop)
    }
}
