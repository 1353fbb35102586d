/** Requests and answers as they stand in JSON; each knows how to become, or come from, our own records. */
@NullMarked
package io.vizsla.query.rest.dto;

import org.jspecify.annotations.NullMarked;
