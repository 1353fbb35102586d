package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.v2.exception.MilvusClientException;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusErrorsTest {

    private static final int LIMIT_OF_A_FIELD = 1100;

    /** Named as that of gRPC, which may be a shaded one: it is known by its name alone. */
    private static final class StatusRuntimeException extends RuntimeException {

        StatusRuntimeException(String message) {
            super(message);
        }
    }

    private static MilvusClientException server(int code, String message) {
        return new MilvusClientException(io.milvus.v2.exception.ErrorCode.SERVER_ERROR, message, code, 0);
    }

    private static VizslaException ours(RuntimeException failure) {
        return MilvusErrors.of("http://milvus:19530", "search in notes", failure);
    }

    /** What is at fault is the server's state: nothing that was sent may be given up for it. */
    @ParameterizedTest
    @CsvSource({
        "1, service not ready",
        "2, service unavailable",
        "3, memory limit exceeded",
        "4, too many concurrent requests",
        "5, service internal error",
        "7, disk limit exceeded",
        "8, rate limit exceeded",
        "9, quota exceeded",
        "11, time tick long delay",
        "12, service resource insufficient",
        "101, collection not loaded",
        "103, collection not fully loaded",
        "503, channel not available",
        "601, segment not loaded"
    })
    void mayPassOnARetry(int code, String message) {
        assertThat(MilvusErrors.mayPass(server(code, message))).isTrue();
        assertThat(ours(server(code, message)).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "10, service unimplemented",
        "100, collection not found",
        "1800, user not authenticated",
        "65535, what nobody has heard of"
    })
    void cannotPassOnARetryButIsNoFaultOfWhatWasSent(int code, String message) {
        assertThat(MilvusErrors.mayPass(server(code, message))).isFalse();
        assertThat(ours(server(code, message)).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT_OF_A_FIELD, 1101, 1199})
    void parametersThatTheServerCannotTakeAreInternalAndStayInTheCause(int code) {
        MilvusClientException failure = server(code, "cannot parse expression: secret == 'x'");

        VizslaException ours = ours(failure);

        assertThat(ours.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(ours).hasMessageContaining("code " + code).hasCause(failure);
        assertThat(ours.getMessage()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grpc: received message larger than max (70000000 vs. 67108864)",
                "message size 70000000 bytes would exceed the limit"
            })
    void aRowThatIsTooLargeIsTheCallers(String message) {
        assertThat(ours(server(0, message)).code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(MilvusErrors.mayPass(server(0, message))).isFalse();
    }

    @Test
    void noAnswerIsTold() {
        RuntimeException gone =
                new MilvusClientException(io.milvus.v2.exception.ErrorCode.RPC_ERROR, "UNAVAILABLE: io exception");

        assertThat(MilvusErrors.silent(gone)).isTrue();
        assertThat(MilvusErrors.mayPass(gone)).isTrue();
        assertThat(ours(gone)).hasMessageContaining("does not answer").hasMessageContaining("http://milvus:19530");
    }

    /** What the client's first call fails with comes as gRPC has it. */
    @Test
    void bareStatusesAreUnderstood() {
        RuntimeException late = new StatusRuntimeException("DEADLINE_EXCEEDED");
        RuntimeException foreign = new StatusRuntimeException("UNIMPLEMENTED");
        RuntimeException stranger = new StatusRuntimeException("UNAUTHENTICATED");

        assertThat(MilvusErrors.silent(late)).isTrue();
        assertThat(MilvusErrors.mayPass(late)).isTrue();
        assertThat(MilvusErrors.mayPass(foreign)).isFalse();
        assertThat(ours(foreign)).hasMessageContaining("no Milvus");
        assertThat(MilvusErrors.mayPass(stranger)).isFalse();
        assertThat(ours(stranger)).hasMessageContaining("refuses the credentials");
    }

    @Test
    void ourOwnErrorsGoThrough() {
        VizslaException own = VizslaException.invalid("topK", 0, "between 1 and 1000");

        assertThat(ours(own)).isSameAs(own);
    }
}
