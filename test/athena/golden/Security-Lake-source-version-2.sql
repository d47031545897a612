SELECT json_format(CAST(MAP(ARRAY['class_uid', 'time', 'metadata', 'cloud', 'api', 'actor', 'src_endpoint', 'http_request', 'unmapped'], ARRAY[
  CAST("class_uid" AS JSON),
  CAST("time" AS JSON),
  CAST(MAP(ARRAY['uid', 'event_code', 'version', 'product'], ARRAY[
    CAST("metadata"."uid" AS JSON),
    CAST("metadata"."event_code" AS JSON),
    CAST("metadata"."version" AS JSON),
    CAST(MAP(ARRAY['name', 'vendor_name'], ARRAY[
      CAST("metadata"."product"."name" AS JSON),
      CAST("metadata"."product"."vendor_name" AS JSON)
    ]) AS JSON)
  ]) AS JSON),
  CAST(MAP(ARRAY['provider', 'region', 'account'], ARRAY[
    CAST("cloud"."provider" AS JSON),
    CAST("cloud"."region" AS JSON),
    CAST(MAP(ARRAY['uid'], ARRAY[
      CAST("cloud"."account"."uid" AS JSON)
    ]) AS JSON)
  ]) AS JSON),
  CAST(MAP(ARRAY['operation', 'service', 'request', 'response'], ARRAY[
    CAST("api"."operation" AS JSON),
    CAST(MAP(ARRAY['name'], ARRAY[
      CAST("api"."service"."name" AS JSON)
    ]) AS JSON),
    CAST(MAP(ARRAY['uid', 'data'], ARRAY[
      CAST("api"."request"."uid" AS JSON),
      CAST("api"."request"."data" AS JSON)
    ]) AS JSON),
    CAST(MAP(ARRAY['error'], ARRAY[
      CAST("api"."response"."error" AS JSON)
    ]) AS JSON)
  ]) AS JSON),
  CAST(MAP(ARRAY['invoked_by', 'idp', 'session', 'user'], ARRAY[
    CAST("actor"."invoked_by" AS JSON),
    CAST(MAP(ARRAY['name'], ARRAY[
      CAST("actor"."idp"."name" AS JSON)
    ]) AS JSON),
    CAST(MAP(ARRAY['issuer'], ARRAY[
      CAST("actor"."session"."issuer" AS JSON)
    ]) AS JSON),
    CAST(MAP(ARRAY['type', 'name', 'uid', 'uid_alt', 'credential_uid', 'account'], ARRAY[
      CAST("actor"."user"."type" AS JSON),
      CAST("actor"."user"."name" AS JSON),
      CAST("actor"."user"."uid" AS JSON),
      CAST("actor"."user"."uid_alt" AS JSON),
      CAST("actor"."user"."credential_uid" AS JSON),
      CAST(MAP(ARRAY['uid'], ARRAY[
        CAST("actor"."user"."account"."uid" AS JSON)
      ]) AS JSON)
    ]) AS JSON)
  ]) AS JSON),
  CAST(MAP(ARRAY['ip', 'domain'], ARRAY[
    CAST("src_endpoint"."ip" AS JSON),
    CAST("src_endpoint"."domain" AS JSON)
  ]) AS JSON),
  CAST(MAP(ARRAY['user_agent'], ARRAY[
    CAST("http_request"."user_agent" AS JSON)
  ]) AS JSON),
  CAST("unmapped" AS JSON)
]) AS JSON)) AS "record"
FROM "logs"."trail"
WHERE "accountid" = '111122223333'
  AND "region" IN ('eu-west-1', 'us-east-1')
  AND "time_dt" >= TIMESTAMP '2026-03-01 00:00:00'
  AND "time_dt" < TIMESTAMP '2026-04-01 00:00:00'
  AND "cloud"."region" IN ('eu-west-1', 'us-east-1')
  AND (("api"."service"."name" = 'ec2.amazonaws.com'
      AND "api"."operation" = 'DescribeInstances')
    OR ("api"."service"."name" = 'servicequotas.amazonaws.com'
      AND "api"."operation" IN ('GetServiceQuota', 'GetAWSDefaultServiceQuota')
      AND coalesce(json_extract_scalar("api"."request"."data", '$.serviceCode'), 'ec2') = 'ec2'
      AND coalesce(json_extract_scalar("api"."request"."data", '$.quotaCode'), 'L-1216C47A') IN ('L-1216C47A', 'L-DB2E81BA', 'L-417A185B')))
