/** The seams of the service: what it needs beside the ports of the API, filled in by a service's wiring. */
@NullMarked
package io.vizsla.query.port;

import org.jspecify.annotations.NullMarked;
