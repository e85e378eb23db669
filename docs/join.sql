-- All pairs of agents whose word 5-shingles have a Jaccard similarity of at least 0.5, of the tables that `agentkin sketch` writes.
-- DuckDB; with {agents} and {shingles} as names of tables it runs in DataFusion and Spark too.
--
-- An exact set-similarity join by prefixes (Chaudhuri, Ganti, Kaushik: "A primitive operator for similarity joins in data
-- cleaning", ICDE 2006; Bayardo, Ma, Srikant: "Scaling up all pairs similarity search", WWW 2007): two sets that share half of
-- what they hold share one of the rarest shingles of each, so only those are joined, and who meets there is counted in full.

WITH one AS (  -- copies are folded: one agent of each content
    SELECT min(agent) AS agent, min(shingles) AS size FROM {agents} GROUP BY content
),
used AS (
    SELECT s.agent, s.shingle, one.size FROM {shingles} AS s JOIN one ON one.agent = s.agent
),
rare AS (
    SELECT shingle, count(*) AS users FROM used GROUP BY shingle
),
ordered AS (  -- the rarest first
    SELECT used.agent, used.shingle, used.size, rare.users,
           row_number() OVER (PARTITION BY used.agent ORDER BY rare.users, used.shingle) AS place
    FROM used JOIN rare ON rare.shingle = used.shingle
),
prefix AS (
    SELECT agent, shingle, size FROM ordered WHERE users > 1 AND place <= size - ceil(0.5 * size) + 1
),
met AS (
    SELECT DISTINCT x.agent AS a, y.agent AS b, x.size AS a_size, y.size AS b_size
    FROM prefix AS x JOIN prefix AS y ON x.shingle = y.shingle
    WHERE x.agent < y.agent AND x.size >= 0.5 * y.size AND y.size >= 0.5 * x.size
),
counted AS (
    SELECT met.a, met.b, met.a_size, met.b_size, count(*) AS shared
    FROM met JOIN used AS x ON x.agent = met.a JOIN used AS y ON y.agent = met.b AND y.shingle = x.shingle
    GROUP BY met.a, met.b, met.a_size, met.b_size
)
SELECT a, b, shared, shared / (a_size + b_size - shared) AS jaccard
FROM counted WHERE shared >= 0.5 * (a_size + b_size - shared)
ORDER BY a, b
