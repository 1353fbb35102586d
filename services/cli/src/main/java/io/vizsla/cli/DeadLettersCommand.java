package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives documents that failed another chance. */
@Command(
        name = "dead-letters",
        description = "Handle events that could not be used.",
        subcommands = {})
final class DeadLettersCommand implements Runnable {

    private final Session session;

    DeadLettersCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new CliException(ExitCode.USAGE, "Name what to do: ./vizsla dead-letters replay COLLECTION");
    }

    @Command(name = "replay", description = "Send every dead-lettered event of a collection through ingest again.")
    int replay(@Parameters(paramLabel = "COLLECTION") String collection) {
        JsonNode answer = session.client()
                .post(VizslaClient.path("v1", "collections", collection, "dead-letters", "replay"), Json.object());
        if (session.json()) {
            session.print(answer);
        } else {
            session.print(Sizes.count(answer.path("replayed").asLong(), "event") + " sent again.");
        }
        return ExitCode.OK;
    }
}
