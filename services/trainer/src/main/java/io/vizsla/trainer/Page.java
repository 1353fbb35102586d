package io.vizsla.trainer;

import java.util.List;

/** An HTML page in the making. All text is escaped. */
final class Page {

    /** Cells of so many characters are numbers or words, and stay on a line. */
    private static final int SHORT = 22;

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #b35900; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; width: 100%; }
            th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line);
              vertical-align: top; overflow-wrap: anywhere; }
            .short { white-space: nowrap; }
            td + td, th + th { font-variant-numeric: tabular-nums; }
            .verdict { font-size: 1.2rem; font-weight: 600; border-left: 0.4rem solid; padding-left: 0.8rem; }
            .good { border-color: var(--good); } .bad { border-color: var(--bad); }
            svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: currentColor; }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    Page(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    void verdict(boolean isGood, String words) {
        body.append("<p class=\"verdict ")
                .append(isGood ? "good" : "bad")
                .append("\">")
                .append(escaped(words))
                .append("</p>\n");
    }

    void heading(String words) {
        body.append("<h2>").append(escaped(words)).append("</h2>\n");
    }

    void paragraph(String words) {
        body.append("<p>").append(escaped(words)).append("</p>\n");
    }

    void item(String words) {
        body.append("<p>").append(escaped(words)).append("</p>\n");
    }

    void table(List<String> head, List<List<String>> rows) {
        body.append("<table><thead><tr>");
        head.forEach(cell -> body.append("<th>").append(escaped(cell)).append("</th>"));
        body.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            row.forEach(cell -> body.append(cell.length() <= SHORT ? "<td class=\"short\">" : "<td>")
                    .append(escaped(cell))
                    .append("</td>"));
            body.append("</tr>\n");
        }
        body.append("</tbody></table>\n");
    }

    /** Adds a drawing, which is taken as it is. */
    void add(String svg) {
        body.append(svg).append('\n');
    }

    String html() {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
                + "</title><style>\n" + STYLE + "</style></head><body>\n" + body + "</body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
