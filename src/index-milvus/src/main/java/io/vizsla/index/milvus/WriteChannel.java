package io.vizsla.index.milvus;

import io.milvus.common.utils.GTsDict;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.UpsertRequest;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.utils.ClientUtils;
import io.milvus.v2.utils.RpcUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The way on which rows reach the server. {@code MilvusClientV2} takes rows as trees of JSON only, in which every number of every
 * vector is an object that is read once more to be sent. So requests are made of columns here, and sent over a channel of
 * their own with the client's credentials, deadlines and errors.
 *
 * <p>Safe for any number of threads.
 */
final class WriteChannel implements AutoCloseable {

    private final ManagedChannel channel;
    private final MilvusServiceBlockingStub server;
    private final RpcUtils calls = new RpcUtils();
    private final Duration timeout;

    /** Makes a channel, which connects at the first request. */
    WriteChannel(ConnectConfig config, RetryConfig attempts) {
        this.channel = new ClientUtils().getChannel(config);
        this.server = MilvusServiceGrpc.newBlockingStub(channel);
        this.timeout = Duration.ofMillis(config.getRpcDeadlineMs());
        calls.retryConfig(attempts);
    }

    /**
     * Writes rows, and has the reads of this process that ask for its own writes see them.
     *
     * @return how many rows were written
     * @throws io.milvus.v2.exception.MilvusClientException as the client does
     */
    long upsert(UpsertRequest request) {
        MutationResult result = calls.retry(() -> {
            MutationResult answer = server.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .upsert(request);
            calls.handleResponse("Upsert to " + request.getCollectionName(), answer.getStatus());
            return answer;
        });
        // What a read of the consistency "session" waits for: the client would remember it of its own writes.
        GTsDict.getInstance()
                .updateCollectionTs(
                        GTsDict.CombineCollectionName(request.getDbName(), request.getCollectionName()),
                        result.getTimestamp());
        return result.getUpsertCnt();
    }

    /** Takes no more requests; those under way may end. */
    @Override
    public void close() {
        channel.shutdown();
    }
}
