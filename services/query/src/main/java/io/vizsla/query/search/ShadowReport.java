package io.vizsla.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a challenger compares with the model that serves, over the searches that both read.
 *
 * @param champion that serves
 * @param challenger that reads along and answers nobody
 * @param queries that both read
 * @param left searches that were drawn and left out, because others were before them
 * @param failed searches that the challenger could not answer
 * @param overlap mean share of the first ten hits that both found; null before the first query, as all means are
 * @param rankBiasedOverlap mean likeness of the two orders, 0..1
 * @param championMillis mean time of the searches by the model that serves
 * @param challengerMillis mean time of those by the challenger, which stands back behind all others
 * @param judged how many of the queries have a judged answer
 * @param championNdcg mean nDCG@10 on those, null without any
 * @param challengerNdcg likewise
 */
@Schema(name = "ShadowReport")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShadowReport(
        String champion,
        String challenger,
        long queries,
        long left,
        long failed,
        @Nullable Double overlap,
        @Nullable Double rankBiasedOverlap,
        @Nullable Double championMillis,
        @Nullable Double challengerMillis,
        long judged,
        @Nullable Double championNdcg,
        @Nullable Double challengerNdcg) {}
