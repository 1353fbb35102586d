package io.vizsla.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in columns, each as wide as its widest cell; columns of numbers stand to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    Table row(Object... cells) {
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            row.add(Printable.of(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    /** Prints the table, the headings bold on a terminal. */
    void print(Session session) {
        for (int i = 0; i < rows.size(); i++) {
            String line = line(rows.get(i));
            session.print(i == 0 ? session.terminal().bold(line) : line);
        }
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(width(column) - row.get(column).length());
            line.append(column == 0 ? "" : GAP);
            line.append(isNumeric(column) ? padding + row.get(column) : row.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-+]?[0-9.,]+( [A-Za-z]{1,3})?"));
    }
}
