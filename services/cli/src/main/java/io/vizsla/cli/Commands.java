package io.vizsla.cli;

import java.util.List;

/** All commands, in the order of the help. */
final class Commands {

    private Commands() {}

    static List<Object> all(Session session) {
        return List.of(
                new StatusCommand(session),
                new IngestCommand(session),
                new SearchCommand(session),
                new CollectionsCommand(session),
                new DocumentsCommand(session),
                new JudgementsCommand(session),
                new TrainCommand(session),
                new DeadLettersCommand(session),
                new EvaluateCommand(session),
                new DownsampleCommand(session),
                new ModelsCommand(session),
                new CheckCommand(session),
                new McpCommand(session, System.in));
    }
}
