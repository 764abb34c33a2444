# What a mixture of calls amounts to, counted without callboard: jq -s -f agree.jq calls.ndjson. The calls stand in the order of
# their times, which are all different; an account's and a user's calls are those that carry its id.
def account: if .type == "group" then .groupId else .context.groupId end;

# Who belonged where before each call: {user: [accounts]}.
reduce .[] as $call ({calls: 0, accounts: {}, users: {}, links: {}, member: {}, missing: {error: 0, warning: 0, note: 0}, tied: {}};
    ($call | account) as $account | ($call.userId // "") as $user
    | .calls += 1
    | if $user != "" then .users[$user] += 1 else . end
    | if $account then .accounts[$account] += 1 else . end
    | if $account and $user != "" then
        .links["\($user) \($account)"].calls += 1
        | if $call.type == "group" then .links["\($user) \($account)"].explicit = true else . end
        | .member[$user] = ((.member[$user] // []) + [$account] | unique)
      else . end
    | if ($call.type | IN("track", "page", "screen")) and ($account | not) then
        ([.member[$user] // [] | length, 2] | min + (if $call.type == "track" then 1 else 0 end)) as $grade
        | if $grade > 0 then .missing[["", "note", "warning", "error"][$grade]] += 1 else . end
      else . end)
| {
    calls,
    accounts: (.accounts | to_entries | map([.key, .value]) | sort),
    users: (.users | to_entries | map([.key, .value]) | sort),
    links: (.links | to_entries | map((.key | split(" ")) + [if .value.explicit then "explicit" else "implied" end, .value.calls]) | sort),
    missing
  }
