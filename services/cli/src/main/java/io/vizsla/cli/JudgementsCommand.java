package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, sends, writes down and takes back what people said of answers. */
@Command(
        name = "judgements",
        description = {
            "List, upload, export or delete judgements: which document answers which query.",
            "A search with --demonstrations auto takes its worked examples from them."
        })
final class JudgementsCommand implements Callable<Integer> {

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private Named named = new Named();

    JudgementsCommand(Session session) {
        this.session = session;
    }

    /** Which collection, said in one of two ways: as a word of its own it must not be that of a subcommand. */
    static final class Named {

        @Parameters(paramLabel = "COLLECTION", index = "0")
        private String collection = "";

        @Option(
                names = "--collection",
                paramLabel = "NAME",
                description = "The collection, in place of COLLECTION, if it is named list, upload, export or delete.")
        private String sameAsSubcommand = "";

        String name() {
            return collection.isEmpty() ? sameAsSubcommand : collection;
        }
    }

    @Override
    public Integer call() {
        return list(Integer.MAX_VALUE);
    }

    @Command(name = "list", description = "List the judgements, those of one query together (the default).")
    int list(
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "2147483647",
                            description = "The most judgements to list (default: all).")
                    int limit) {
        Pages.checkedLimit(limit);
        if (session.json()) {
            ArrayNode judgements = Json.MAPPER.createArrayNode();
            forEach(limit, judgements::add);
            session.print(Json.object().set("judgements", judgements));
        } else {
            print(limit);
        }
        return ExitCode.OK;
    }

    private void print(int limit) {
        Table table = new Table("GRADE", "SOURCE", "DOCUMENT", "QUERY");
        int[] count = {0};
        forEach(limit, one -> {
            count[0]++;
            table.row(
                    one.path("grade").asInt(),
                    one.path("source").asText(),
                    one.path("documentId").asText(),
                    one.path("query").asText());
        });
        if (count[0] == 0) {
            session.print("Nobody judged anything yet. Send judgements with ./vizsla judgements " + named.name()
                    + " upload PATH");
        } else {
            table.print(session);
        }
    }

    private void forEach(int limit, Consumer<JsonNode> consumer) {
        new Pages(session.client(), path(), "judgements").forEach(limit, consumer);
    }

    @Command(
            name = "upload",
            description = {
                "Send judgements and wait until they count as examples.",
                "PATH is a BEIR folder, or a file of JSON lines with query, documentId and grade (0 to 3)."
            })
    int upload(
            @Parameters(paramLabel = "PATH") Path path,
            @Option(
                            names = "--split",
                            paramLabel = "SPLIT",
                            defaultValue = "train",
                            description = "Which judgements of a BEIR folder (default: train).")
                    String split,
            @Option(names = "--no-wait", description = "Return once everything is on the log.") boolean noWait) {
        JudgementSource source = JudgementSource.of(path, split);
        return new JudgementUpload(session, named.name(), !noWait).run(source);
    }

    @Command(
            name = "export",
            description = {
                "Write the judgements into DIR in the layout of BEIR: queries.jsonl and qrels/train.tsv.",
                "The corpus is not part, clicks are left out, and nothing is overwritten."
            })
    int export(@Parameters(paramLabel = "DIR") Path folder) {
        JudgementExport.checkFree(folder);
        JudgementExport export = new JudgementExport();
        forEach(Integer.MAX_VALUE, export::add);
        export.write(folder);
        if (session.json()) {
            session.print(Json.object()
                    .put("folder", folder.toString())
                    .put("queries", export.queries())
                    .put("judgements", export.judgements()));
        } else {
            session.print(Sizes.count(export.judgements(), "judgement") + " written to "
                    + Printable.of(folder.toString()) + ".");
        }
        return ExitCode.OK;
    }

    @Command(name = "delete", description = "Take a judgement back, and clicks on the same document with it.")
    int delete(
            @Option(names = "--query", paramLabel = "TEXT", required = true, description = "The query's words.")
                    String query,
            @Option(names = "--document", paramLabel = "ID", required = true, description = "The document's id.")
                    String document) {
        session.client()
                .delete(path() + "?query=" + VizslaClient.encoded(query) + "&documentId="
                        + VizslaClient.encoded(document) + "&wait=indexed");
        if (session.json()) {
            session.print(Json.object()
                    .set("deleted", Json.object().put("query", query).put("documentId", document)));
        } else {
            session.print("What was said of " + Printable.of(document) + " for this query counts no more.");
        }
        return ExitCode.OK;
    }

    private String path() {
        return VizslaClient.path("v1", "collections", named.name(), "judgements");
    }
}
