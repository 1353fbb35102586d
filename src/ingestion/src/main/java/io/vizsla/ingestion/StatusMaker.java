package io.vizsla.ingestion;

import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.ingestion.Plan.Confirm;
import io.vizsla.ingestion.Plan.Delete;
import io.vizsla.ingestion.Plan.Keep;
import io.vizsla.ingestion.Plan.Seen;
import io.vizsla.ingestion.Plan.Write;
import io.vizsla.ingestion.Plan.Written;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the state of a document after its plan was carried out. */
final class StatusMaker {

    private StatusMaker() {}

    static DocumentStatus status(Plan plan, Instant now) {
        DocumentStatus before = plan.before() == null ? unknown(plan, now) : plan.before();
        DocumentStatus after =
                switch (plan.action()) {
                    case Keep _, Seen _ -> before;
                    case Confirm confirm ->
                        with(
                                before,
                                DocumentState.INDEXED,
                                confirm.version(),
                                before.contentHash(),
                                before.indexedAs(),
                                before.chunks(),
                                before.title());
                    case Delete delete -> with(before, DocumentState.DELETED, delete.version(), "", "", 0, "");
                    case Write write -> written(before, write.written());
                    case Written written -> written(before, written);
                };
        return finished(after, plan, now);
    }

    private static DocumentStatus written(DocumentStatus before, Written written) {
        return with(
                before,
                DocumentState.INDEXED,
                written.version(),
                written.contentHash(),
                written.indexedAs(),
                written.chunks(),
                written.title());
    }

    private static DocumentStatus unknown(Plan plan, Instant now) {
        return new DocumentStatus(
                plan.records().document(),
                DocumentState.FAILED,
                -1,
                "",
                "",
                0,
                "",
                null,
                plan.records().newest().position(),
                now);
    }

    private static DocumentStatus with(
            DocumentStatus before,
            DocumentState state,
            long version,
            String contentHash,
            String indexedAs,
            int chunks,
            String title) {
        return new DocumentStatus(
                before.document(),
                state,
                version,
                contentHash,
                indexedAs,
                chunks,
                title,
                null,
                before.position(),
                before.updatedAt());
    }

    private static DocumentStatus finished(DocumentStatus after, Plan plan, Instant now) {
        Failure failure = plan.failure();
        return new DocumentStatus(
                after.document(),
                state(after.state(), failure),
                after.version(),
                after.contentHash(),
                after.indexedAs(),
                after.chunks(),
                after.title(),
                failure,
                plan.records().newest().position(),
                now);
    }

    private static DocumentState state(DocumentState state, @Nullable Failure failure) {
        return failure == null ? state : DocumentState.FAILED;
    }
}
