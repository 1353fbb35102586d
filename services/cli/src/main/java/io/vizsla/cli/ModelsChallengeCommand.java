package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has a model read along with a collection's searches, tells how it compares, and ends that. */
@Command(
        name = "challenge",
        description = {
            "Have a model read along with a share of a collection's searches; it answers nobody.",
            "Without a MODEL, tell how the one that reads along compares with the one that serves."
        })
final class ModelsChallengeCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ModelsCommand models;

    @Parameters(index = "0", paramLabel = "COLLECTION")
    private String collection = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "MODEL")
    private @Nullable String model;

    @Option(names = "--end", description = "Have no model read along any more.")
    private boolean end;

    @Override
    public Integer call() {
        if (end && model != null) {
            throw new CliException(ExitCode.USAGE, "Name a MODEL to begin, or --end.");
        }
        Session session = Objects.requireNonNull(models).session();
        JsonNode answer = ask(session.client());
        if (session.json()) {
            session.print(answer);
        } else {
            new ShadowPrinter(session, collection).print(answer);
        }
        return ExitCode.OK;
    }

    private JsonNode ask(VizslaClient client) {
        String path = VizslaClient.path("v1", "collections", collection, "model");
        if (end) {
            return client.delete(path + "/challenger");
        }
        return model == null
                ? client.get(path)
                : client.post(path + "/challenger", Json.object().put("model", model));
    }
}
