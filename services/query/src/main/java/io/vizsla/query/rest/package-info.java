/** The resources and their requests and answers: thin, mapped at the door. */
@NullMarked
package io.vizsla.query.rest;

import org.jspecify.annotations.NullMarked;
