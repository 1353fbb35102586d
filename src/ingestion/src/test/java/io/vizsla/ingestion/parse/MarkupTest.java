package io.vizsla.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void readsMarkdown() {
        ParsedDocument parsed = MarkdownParser.parse("""
                ---
                title: The front title
                tags: [a]
                ---
                Before any heading.

                # One *big* `head`

                A paragraph with a [link](http://x) and
                an ![image](y.png), **bold**.

                - item one
                - item two
                  - nested

                Two
                ---

                ```java
                # not a heading
                  indented();
                ```

                ### Three

                | a | b |
                |---|---|
                | 1 | 2 |

                # Four
                """, 10_000);

        assertThat(parsed.title()).isEqualTo("The front title");
        assertThat(parsed.sections())
                .containsExactly(
                        new Section(List.of(), "Before any heading."),
                        new Section(
                                List.of("One big head"),
                                "A paragraph with a link and\nan image, bold.\n\n- item one\n- item two\n- nested"),
                        new Section(List.of("One big head", "Two"), "# not a heading\n  indented();"),
                        new Section(List.of("One big head", "Two", "Three"), "a | b\n1 | 2"),
                        new Section(List.of("Four"), ""));
    }

    @Test
    void takesTheFirstHeadingForATitleWhereThereIsNoOther() {
        assertThat(MarkdownParser.parse("text\n\n## Head\n", 100).title()).isEqualTo("Head");
    }

    @Test
    void readsHtml() {
        ParsedDocument parsed = HtmlParser.parse(TestFiles.utf8("""
                <!DOCTYPE html><html><head><title> The  title </title><style>p {}</style></head><body>
                <nav><a href="/">Home</a></nav><div role="navigation">Menu</div>
                <h1>One <em>big</em> head</h1><p>A   paragraph &eacute;<br>second line</p>
                <ul><li>item <b>one</b></li><li><p>item two</p></li></ul>
                <h2>Two</h2><pre>  kept
                    as it is</pre><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
                <script>alert("x")</script><noscript>none</noscript></body></html>"""), "text/html", 10_000);

        assertThat(parsed.title()).isEqualTo("The title");
        assertThat(parsed.sections())
                .containsExactly(
                        new Section(List.of("One big head"), "A paragraph é\nsecond line\n\n- item one\n- item two"),
                        new Section(List.of("One big head", "Two"), "kept\n    as it is\n\na | b\n1 | 2"));
    }

    @Test
    void findsTheClassPathOfTheWorkerInAFolderOfJars(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder)
            throws java.io.IOException {
        java.nio.file.Path own = java.nio.file.Files.createFile(folder.resolve("io.vizsla.vizsla-ingestion.jar"));

        assertThat(WorkerClassPath.find(own, "/launcher.jar")).isEqualTo("/launcher.jar");
        java.nio.file.Files.createFile(folder.resolve("org.apache.tika.tika-core-3.jar"));
        assertThat(WorkerClassPath.find(own, "/launcher.jar")).isEqualTo(folder + "/*");
        assertThat(WorkerClassPath.find(null, "/a.jar:/b.jar")).isEqualTo("/a.jar:/b.jar");
    }
}
